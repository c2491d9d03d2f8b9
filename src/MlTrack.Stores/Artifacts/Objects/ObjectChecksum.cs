using System.Security.Cryptography;

namespace MlTrack.Stores.Artifacts.Objects;

/// <summary>An MD5 that a store keeps: of the whole content, or of the MD5s of the parts that it was stored in.</summary>
internal sealed class ObjectChecksum
{
    private const int Piece = 1 << 20;

    // What clients use by default: boto and the AWS CLI 8 MiB, MLflow 10, others 5, 16 or 64.
    private static readonly long[] s_usualParts = [5 << 20, 8 << 20, 10 << 20, ObjectParts.Usual, 64 << 20];

    private readonly byte[] _hash;
    private readonly long[] _partSizes;

    private ObjectChecksum(byte[] hash, long[] partSizes, bool isCertain)
    {
        _hash = hash;
        _partSizes = partSizes;
        IsCertain = isCertain;
    }

    /// <summary>Whether a content that doesn't match differs for sure; otherwise it may have been stored in parts of another size.</summary>
    public bool IsCertain { get; }

    /// <summary>The MD5 of the whole content.</summary>
    public static ObjectChecksum OfWhole(byte[] hash) => new(hash, [long.MaxValue], isCertain: true);

    /// <summary>The MD5 of the parts' MD5s.</summary>
    /// <param name="hash">The MD5.</param>
    /// <param name="count">How many parts there were.</param>
    /// <param name="size">The size of the content in bytes.</param>
    /// <param name="partSize">The size of all parts but the last, where it is known.</param>
    /// <returns>The checksum; null where no part size comes to mind.</returns>
    public static ObjectChecksum? OfParts(byte[] hash, int count, long size, long? partSize)
    {
        bool Fits(long part) => part > 0 && count == Math.Max(1, (size + part - 1) / part);
        long[] sizes = partSize is { } known ? [known] : s_usualParts;
        sizes = Array.FindAll(sizes, Fits);
        return sizes.Length == 0 ? null : new(hash, sizes, isCertain: partSize is not null);
    }

    /// <summary>Whether a local file has this checksum.</summary>
    /// <exception cref="MlException">The file can't be read.</exception>
    public bool Matches(string localFile, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream file = new(localFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return Array.Exists(_partSizes, size => Matches(file, size, cancellationToken));
        }
        catch (Exception exception) when (LocalErrors.Covers(exception))
        {
            throw LocalErrors.Reading(localFile, exception);
        }
    }

    /// <summary>The MD5 of a stream from its position on.</summary>
    public static byte[] Compute(Stream content, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = NewHash();
        byte[] buffer = new byte[Piece];
        Append(hash, content, long.MaxValue, buffer, cancellationToken);
        return hash.GetHashAndReset();
    }

    private bool Matches(FileStream file, long partSize, CancellationToken cancellationToken)
    {
        file.Position = 0;
        using IncrementalHash part = NewHash();
        byte[] buffer = new byte[Piece];
        if (partSize == long.MaxValue)
        {
            Append(part, file, partSize, buffer, cancellationToken);
            return part.GetHashAndReset().AsSpan().SequenceEqual(_hash);
        }

        using IncrementalHash all = NewHash();
        do
        {
            Append(part, file, partSize, buffer, cancellationToken);
            all.AppendData(part.GetHashAndReset());
        }
        while (file.Position < file.Length);
        return all.GetHashAndReset().AsSpan().SequenceEqual(_hash);
    }

    private static void Append(IncrementalHash hash, Stream content, long length, byte[] buffer, CancellationToken cancellationToken)
    {
        while (length > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int read = content.Read(buffer, 0, (int)Math.Min(buffer.Length, length));
            if (read == 0)
            {
                return;
            }

            hash.AppendData(buffer, 0, read);
            length -= read;
        }
    }

    // MD5 guards against accidents, and is what these stores have.
#pragma warning disable CA5351
    private static IncrementalHash NewHash() => IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
}
