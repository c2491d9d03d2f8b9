using System.Buffers;
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
        CsvFieldReader reader = new(record, delimiter, new ArrayBufferWriter<byte>());
        while (reader.Next())
        {
            fields.Add(Encoding.UTF8.GetString(reader.Field));
        }

        return fields;
    }
}
