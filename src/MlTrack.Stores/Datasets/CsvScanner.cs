using System.Buffers;

namespace MlTrack.Stores;

/// <summary>
/// Reads a CSV file piece by piece, counts its records and picks out a few of them. Commas and line breaks in quotes are content; empty
/// lines are no records; a quote opens only where a field begins, as pandas has it.
/// </summary>
/// <param name="delimiter">What stands between the fields.</param>
/// <param name="sample">Gets the records that were picked out, the first one of the file among them, without their line breaks.</param>
internal sealed class CsvScanner(byte delimiter, Action<ReadOnlyMemory<byte>> sample)
{
    private const byte Quote = (byte)'"';
    private const byte LineFeed = (byte)'\n';
    private const byte Return = (byte)'\r';

    // The first records, and some of each piece: a column that turns from numbers to texts halfway should be noticed.
    private const int FirstRecords = 1000;
    private const int RecordsOfPiece = 16;
    private const int LongestSample = 1 << 20;

    private readonly ArrayBufferWriter<byte> _record = new();
    private long _position;
    private long _recordStart;
    private long _closed = -1;
    private int _quota = RecordsOfPiece;
    private bool _isQuoted;
    private bool _isPicked = true;
    private byte _last = LineFeed;

    /// <summary>The records so far, the header among them.</summary>
    public long Records { get; private set; }

    /// <summary>Reads the next piece.</summary>
    /// <param name="piece">The bytes.</param>
    public void Append(ReadOnlySpan<byte> piece)
    {
        _quota = RecordsOfPiece;
        int i = 0;
        int copied = 0;
        while (i < piece.Length)
        {
            int hit = _isQuoted ? piece[i..].IndexOf(Quote) : piece[i..].IndexOfAny(Quote, LineFeed);
            if (hit < 0)
            {
                break;
            }

            i += hit;
            byte before = i > 0 ? piece[i - 1] : _last;
            if (_isQuoted)
            {
                _isQuoted = false;
                _closed = _position + i;
            }
            else if (piece[i] == Quote)
            {
                // Behind a quote that has just closed, it is one of two that stand for one.
                bool isFieldStart = _position + i == _recordStart || before == delimiter;
                _isQuoted = isFieldStart || _closed == _position + i - 1;
            }
            else
            {
                Copy(piece[copied..i]);
                copied = i + 1;
                EndRecord(_position + i, before);
            }

            i++;
        }

        Copy(piece[copied..]);
        _position += piece.Length;
        _last = piece.Length > 0 ? piece[^1] : _last;
    }

    /// <summary>Ends the last record, which may have no line break.</summary>
    public void Finish()
    {
        if (_position > _recordStart)
        {
            EndRecord(_position, _last);
        }
    }

    private void EndRecord(long end, byte before)
    {
        long length = end - _recordStart - (before == Return && end > _recordStart ? 1 : 0);
        if (length > 0)
        {
            Records++;
            if (_isPicked && _record.WrittenCount <= LongestSample)
            {
                ReadOnlyMemory<byte> picked = _record.WrittenMemory;
                sample(picked.Span is [.., Return] ? picked[..^1] : picked);
            }
        }

        _record.ResetWrittenCount();
        _recordStart = end + 1;
        _isPicked = Records <= FirstRecords || _quota-- > 0;
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        if (_isPicked && _record.WrittenCount <= LongestSample)
        {
            _record.Write(bytes);
        }
    }
}
