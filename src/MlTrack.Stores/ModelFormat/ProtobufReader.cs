namespace MlTrack.Stores.ModelFormat;

/// <summary>Reads the fields of protobuf messages one after the other from a stream, leaping over what nobody asks for.</summary>
/// <param name="stream">The stream; it can seek.</param>
/// <param name="end">Where the message ends.</param>
internal sealed class ProtobufReader(Stream stream, long end)
{
    private const int LongestText = 1 << 20;
    private int _wire;
    private long _fieldEnd;

    /// <summary>The number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>Goes to the next field, over what is left of the current one.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Next()
    {
        if (_fieldEnd > 0)
        {
            stream.Position = _fieldEnd;
            _fieldEnd = 0;
        }

        if (stream.Position >= end)
        {
            return false;
        }

        ulong tag = Varint();
        Field = (int)(tag >> 3);
        _wire = (int)(tag & 7);
        switch (_wire)
        {
            case 0:
                break;
            case 1:
                End(8);
                break;
            case 2:
                End(Varint());
                break;
            case 5:
                End(4);
                break;
            default:
                throw new InvalidDataException("an unknown kind of field");
        }

        if (_wire == 0)
        {
            Number = (long)Varint();
        }

        return Field > 0 ? true : throw new InvalidDataException("a field without a number");
    }

    /// <summary>The current field as a whole number; 0 if it is none.</summary>
    public long Number { get; private set; }

    /// <summary>The current field as text.</summary>
    /// <returns>The text.</returns>
    public string Text()
    {
        long length = _wire == 2 ? _fieldEnd - stream.Position : 0;
        if (length > LongestText)
        {
            throw new InvalidDataException("a text that is too long");
        }

        byte[] bytes = new byte[length];
        stream.ReadExactly(bytes);
        return System.Text.Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The current field as a message.</summary>
    /// <returns>A reader of it, to be used before the next field.</returns>
    public ProtobufReader Message() => new(stream, _wire == 2 ? _fieldEnd : stream.Position);

    private void End(ulong length)
    {
        long left = end - stream.Position;
        _fieldEnd = length <= (ulong)left ? stream.Position + (long)length : throw new InvalidDataException("a field that ends behind its message");
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int next = stream.Position < end ? stream.ReadByte() : -1;
            if (next < 0)
            {
                break;
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("a number that doesn't end");
    }
}
