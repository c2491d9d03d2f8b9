using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MlTrack.Stores;

/// <summary>
/// Describes a local file or folder as a dataset: its name, source and digest, and of a CSV file also schema and profile. Files are read
/// once, from beginning to end, in bounded memory.
/// </summary>
/// <remarks>
/// The digest is the first 8 hexadecimal digits of the SHA-256 of the file's bytes, so that the same content has the same digest on every
/// machine; of a folder, of the paths, sizes and hashes of all its files. The types of columns are those that pandas finds, by all
/// records of the first 16 MiB and 16 of each further MiB.
/// </remarks>
public static partial class DatasetFile
{
    private const int PieceSize = 1 << 20;
    private const int DigestLength = 8;

    /// <summary>Describes a file or folder.</summary>
    /// <param name="path">Its full path; a missing one is RESOURCE_DOES_NOT_EXIST.</param>
    /// <param name="progress">Is told the bytes read; null for nobody.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The dataset, named as the file or folder, without tags.</returns>
    public static RunInput Describe(
        string path, IProgress<ArtifactProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        try
        {
            return Directory.Exists(full) ? OfFolder(full, progress, cancellationToken)
                : File.Exists(full) ? OfFile(full, progress, cancellationToken)
                : throw ArtifactErrors.SourceNotFound(path);
        }
        catch (Exception failure) when (LocalErrors.Covers(failure))
        {
            throw LocalErrors.Reading(path, failure);
        }
    }

    /// <summary>The digest of a description that has no content to be read: of the texts themselves.</summary>
    internal static string DigestOf(params ReadOnlySpan<string?> texts)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string? text in texts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes((text ?? "") + "\n"));
        }

        return Short(hash);
    }

    /// <summary>A local source as MLflow writes it.</summary>
    internal static string LocalSource(string path) => $"{{\"uri\": {PlainJson.Quote(path)}}}";

    private static RunInput OfFile(string path, IProgress<ArtifactProgress>? progress, CancellationToken cancellationToken)
    {
        string extension = Path.GetExtension(path).ToUpperInvariant();
        bool isTabbed = extension is ".TSV" or ".TAB";
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        CsvTable? table = null;
        void Look(ReadOnlySpan<byte> piece, bool isFirst)
        {
            if (isFirst && (isTabbed || extension == ".CSV"))
            {
                ReadOnlySpan<byte> content = WithoutMark(path, piece);
                table = new CsvTable(CsvTable.Delimiter(isTabbed, content));
                table.Append(content);
            }
            else
            {
                table?.Append(piece);
            }
        }

        long length = Read(path, hash, Look, 0, progress, cancellationToken);
        table?.Finish();
        CheckQuotes(path, table);
        return new RunInput(Path.GetFileNameWithoutExtension(path), Short(hash), "local", LocalSource(path))
        {
            Schema = table?.Schema,
            Profile = table?.Profile ?? string.Create(CultureInfo.InvariantCulture, $"{{\"size_bytes\": {length}}}"),
        };
    }

    private static RunInput OfFolder(string path, IProgress<ArtifactProgress>? progress, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] files =
        [
            .. Directory.EnumerateFiles(path, "*", new EnumerationOptions
            {
                RecurseSubdirectories = true,
                AttributesToSkip = FileAttributes.ReparsePoint,
            }).Select(file => Path.GetRelativePath(path, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
        ];
        long size = 0;
        foreach (string file in files)
        {
            using IncrementalHash content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long length = Read(Path.Combine(path, file), content, null, size, progress, cancellationToken);
            size += length;
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file}\0{length}\0")));
            hash.AppendData(content.GetHashAndReset());
        }

        return new RunInput(Path.GetFileName(path), Short(hash), "local", LocalSource(path))
        {
            Profile = string.Create(CultureInfo.InvariantCulture, $"{{\"num_files\": {files.Length}, \"size_bytes\": {size}}}"),
        };
    }

    private static long Read(
        string path, IncrementalHash hash, PieceReader? look, long before, IProgress<ArtifactProgress>? progress,
        CancellationToken cancellationToken)
    {
        if (SpecialFiles.IsSpecial(path))
        {
            throw ArtifactErrors.NotRegular(path);
        }

        byte[] piece = GC.AllocateUninitializedArray<byte>(PieceSize);
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        long done = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = stream.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false);
            if (count == 0)
            {
                return done;
            }

            hash.AppendData(piece, 0, count);
            look?.Invoke(piece.AsSpan(0, count), done == 0);
            done += count;
            progress?.Report(new ArtifactProgress(path, 0, before + done, before == 0 ? stream.Length : null));
        }
    }

    private static ReadOnlySpan<byte> WithoutMark(string path, ReadOnlySpan<byte> piece) => piece switch
    {
        [0xEF, 0xBB, 0xBF, ..] => piece[3..],
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => throw MlErrors.InvalidValue(
            $"{MlText.Show(path)} is a CSV file in UTF-16, whose columns can't be read. Save it as UTF-8, or log it under another extension.",
            path),
        _ => piece,
    };

    private static string Short(IncrementalHash hash) => Convert.ToHexString(hash.GetHashAndReset())[..DigestLength].ToLowerInvariant();

    private delegate void PieceReader(ReadOnlySpan<byte> piece, bool isFirst);
}
