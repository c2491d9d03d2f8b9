using System.Text;

namespace MlTrack.Stores.Tests.ModelFormat;

/// <summary>Writes small ONNX files: protobuf by hand, as much of it as a signature needs.</summary>
internal static class OnnxBytes
{
    /// <summary>A model with inputs x [N, 4] of float32 and ids [2] of int64, weights w that old files list among the inputs, and an output y.</summary>
    public static byte[] Model(int weightBytes = 16) => [.. Varint(1, 8), .. Message(7, Graph(weightBytes))];

    /// <summary>A model with inputs x [N, 4] and any, whose rank is unknown, and an output y, a scalar or of unknown rank.</summary>
    public static byte[] Unranked(bool isOutputKnown) =>
    [
        .. Varint(1, 8),
        .. Message(7,
        [
            .. Message(11, Value("x", 1, [0, 4])),
            .. Message(11, Value("any", 1, null)),
            .. Message(12, Value("y", 1, isOutputKnown ? [] : null)),
        ]),
    ];

    private static byte[] Graph(int weightBytes) =>
    [
        .. Message(5, [.. Varint(1, 4), .. Varint(2, 1), .. Text(8, "w"), .. Message(9, new byte[weightBytes])]),
        .. Message(11, Value("x", 1, [0, 4])),
        .. Message(11, Value("w", 1, [4])),
        .. Message(11, Value("ids", 7, [2])),
        .. Message(12, Value("y", 11, [0])),
    ];

    private static byte[] Value(string name, int type, long[]? shape)
    {
        byte[] dimensions = [.. (shape ?? []).SelectMany(size => Message(1, size == 0 ? Text(2, "N") : Varint(1, size)))];
        return [.. Text(1, name), .. Message(2, Message(1, [.. Varint(1, type), .. shape is null ? [] : Message(2, dimensions)]))];
    }

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Message(int field, byte[] content) => [.. Number((ulong)((field << 3) | 2)), .. Number((ulong)content.Length), .. content];

    private static byte[] Varint(int field, long value) => [.. Number((ulong)(field << 3)), .. Number((ulong)value)];

    private static IEnumerable<byte> Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            yield return (byte)(value | 0x80);
        }

        yield return (byte)value;
    }
}
