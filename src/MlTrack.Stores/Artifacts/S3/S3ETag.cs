using System.Globalization;
using MlTrack.Stores.Artifacts.Objects;

namespace MlTrack.Stores.Artifacts.S3;

/// <summary>What an ETag says of the content: its MD5, or the MD5 of its parts' MD5s; nothing where the service encrypts by keys.</summary>
internal static class S3ETag
{
    private const int Digits = 32;

    /// <summary>The checksum in an ETag.</summary>
    /// <param name="tag">The ETag, quoted or not.</param>
    /// <param name="size">The size of the content in bytes.</param>
    /// <param name="partSize">The size of its parts, where it is known.</param>
    /// <returns>The checksum; null if there is none.</returns>
    public static ObjectChecksum? Read(string? tag, long size, long? partSize)
    {
        string[] parts = (tag ?? "").Trim('"').Split('-');
        if (Hash(parts[0]) is not { } hash)
        {
            return null;
        }

        return parts.Length == 1 ? ObjectChecksum.OfWhole(hash)
            : parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                ? ObjectChecksum.OfParts(hash, count, size, partSize)
                : null;
    }

    /// <summary>Whether an ETag is another MD5 than the one given.</summary>
    public static bool Contradicts(string? tag, byte[] md5) =>
        Hash((tag ?? "").Trim('"')) is { } hash && !hash.AsSpan().SequenceEqual(md5);

    private static byte[]? Hash(string text) =>
        text.Length == Digits && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;
}
