using System.Text;

namespace MlTrack.Stores;

/// <summary>Splits one record of a CSV file into its fields.</summary>
internal static class CsvFields
{
    /// <summary>The fields of a record.</summary>
    /// <param name="record">The record, without its line break.</param>
    /// <param name="delimiter">What stands between the fields.</param>
    /// <returns>The texts, without the quotes around them.</returns>
    public static List<string> Split(ReadOnlySpan<byte> record, byte delimiter)
    {
        List<string> fields = [];
        while (true)
        {
            int end = record is [(byte)'"', ..] ? Quoted(record, delimiter, out string text) : Plain(record, delimiter, out text);
            fields.Add(text);
            if (end >= record.Length)
            {
                return fields;
            }

            record = record[(end + 1)..];
        }
    }

    private static int Plain(ReadOnlySpan<byte> record, byte delimiter, out string text)
    {
        int end = record.IndexOf(delimiter);
        end = end < 0 ? record.Length : end;
        text = Encoding.UTF8.GetString(record[..end]);
        return end;
    }

    private static int Quoted(ReadOnlySpan<byte> record, byte delimiter, out string text)
    {
        StringBuilder content = new();
        int i = 1;
        while (true)
        {
            int close = record[i..].IndexOf((byte)'"');
            if (close < 0)
            {
                text = content.Append(Encoding.UTF8.GetString(record[i..])).ToString();
                return record.Length;
            }

            content.Append(Encoding.UTF8.GetString(record.Slice(i, close)));
            i += close + 1;
            if (i < record.Length && record[i] == (byte)'"')
            {
                content.Append('"');
                i++;
                continue;
            }

            // What follows the closing quote belongs to the field.
            int end = Plain(record[i..], delimiter, out string rest);
            text = content.Append(rest).ToString();
            return i + end;
        }
    }
}
