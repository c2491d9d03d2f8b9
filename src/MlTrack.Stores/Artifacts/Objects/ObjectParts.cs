namespace MlTrack.Stores.Artifacts.Objects;

/// <summary>How a large content is cut into parts that are transferred at once and repeated alone.</summary>
internal static class ObjectParts
{
    /// <summary>The size of a part in bytes, and of the largest content that goes in one piece: small enough to be sent within its limit
    /// of time over a slow line.</summary>
    public const long Usual = 16 << 20;

    /// <summary>How many parts of one content are transferred at once.</summary>
    public const int AtOnce = 4;

    // S3 takes 10,000 parts.
    private const long MostParts = 10_000;

    /// <summary>The size of the parts of a content.</summary>
    public static long SizeFor(long length)
    {
        long least = (length + MostParts - 1) / MostParts;
        const long Step = 1 << 20;
        return Math.Max(Usual, (least + Step - 1) / Step * Step);
    }

    /// <summary>The parts.</summary>
    /// <returns>For each its number from 0 on, its start and its length in bytes.</returns>
    public static IEnumerable<(int Number, long Start, long Length)> Of(long length, long size)
    {
        int number = 0;
        for (long start = 0; start < length; start += size)
        {
            yield return (number++, start, Math.Min(size, length - start));
        }
    }
}
