namespace MlTrack.Stores.Rest;

/// <summary>
/// Python writes NaN and Infinity into JSON as bare words, which are none of JSON's. They are put in quotes, where the rest of the reader
/// understands them.
/// </summary>
internal static class BareNumbers
{
    public static ReadOnlyMemory<byte> Quote(ReadOnlyMemory<byte> json)
    {
        ReadOnlySpan<byte> text = json.Span;
        if (text.IndexOf("NaN"u8) < 0 && text.IndexOf("Infinity"u8) < 0)
        {
            return json;
        }

        MemoryStream? result = null;
        int copied = 0;
        bool isText = false;
        for (int i = 0; i < text.Length; i++)
        {
            byte c = text[i];
            if (isText)
            {
                if (c == '\\')
                {
                    i++;
                }
                else if (c == '"')
                {
                    isText = false;
                }
            }
            else if (c == '"')
            {
                isText = true;
            }
            else if (Word(text[i..]) is var length and > 0)
            {
                result ??= new MemoryStream(text.Length + 64);
                result.Write(text[copied..i]);
                result.WriteByte((byte)'"');
                result.Write(text.Slice(i, length));
                result.WriteByte((byte)'"');
                copied = i + length;
                i = copied - 1;
            }
        }

        if (result is null)
        {
            return json;
        }

        result.Write(text[copied..]);
        return result.GetBuffer().AsMemory(0, (int)result.Length);
    }

    private static int Word(ReadOnlySpan<byte> text) =>
        text.StartsWith("NaN"u8) ? 3 : text.StartsWith("Infinity"u8) ? 8 : text.StartsWith("-Infinity"u8) ? 9 : 0;
}
