using System.Buffers;

namespace MlTrack.Stores;

/// <summary>Reads the fields of one record of a CSV file, one after the other, without making texts of them.</summary>
/// <param name="record">The record, without its line break.</param>
/// <param name="delimiter">What stands between the fields.</param>
/// <param name="scratch">Room for fields whose quotes have to go.</param>
internal ref struct CsvFieldReader(ReadOnlySpan<byte> record, byte delimiter, ArrayBufferWriter<byte> scratch)
{
    private const byte Quote = (byte)'"';

    private ReadOnlySpan<byte> _rest = record;
    private bool _isDone;

    /// <summary>The current field, without the quotes around it; valid until the next one is read.</summary>
    public ReadOnlySpan<byte> Field { get; private set; }

    /// <summary>Goes to the next field.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Next()
    {
        if (_isDone)
        {
            return false;
        }

        int end = _rest is [Quote, ..] ? Quoted() : Plain();
        _isDone = end >= _rest.Length;
        _rest = _isDone ? default : _rest[(end + 1)..];
        return true;
    }

    private int Plain()
    {
        int end = _rest.IndexOf(delimiter);
        end = end < 0 ? _rest.Length : end;
        Field = _rest[..end];
        return end;
    }

    private int Quoted()
    {
        int close = _rest[1..].IndexOf(Quote) + 1;
        if (close > 0 && (close + 1 == _rest.Length || _rest[close + 1] == delimiter))
        {
            Field = _rest[1..close];
            return close + 1;
        }

        scratch.ResetWrittenCount();
        int i = 1;
        while (true)
        {
            close = _rest[i..].IndexOf(Quote);
            if (close < 0)
            {
                scratch.Write(_rest[i..]);
                Field = scratch.WrittenSpan;
                return _rest.Length;
            }

            scratch.Write(_rest.Slice(i, close));
            i += close + 1;
            if (i >= _rest.Length || _rest[i] != Quote)
            {
                break;
            }

            scratch.Write([Quote]);
            i++;
        }

        // What follows the closing quote belongs to the field.
        int length = _rest[i..].IndexOf(delimiter);
        length = length < 0 ? _rest.Length - i : length;
        scratch.Write(_rest.Slice(i, length));
        Field = scratch.WrittenSpan;
        return i + length;
    }
}
