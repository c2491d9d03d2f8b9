using System.IO.Compression;
using Microsoft.Data.Sqlite;

namespace MlTrack.Stores.Tests.Search;

/// <summary>The database that MLflow's answers were recorded on, unpacked to a temporary file; null where the folder is missing.</summary>
public sealed class GoldenDatabase : IDisposable
{
    private readonly string? _file;

    public GoldenDatabase()
    {
        string? folder = Folder();
        if (folder is null)
        {
            return;
        }

        _file = Path.Combine(Path.GetTempPath(), $"mltrack-golden-{Guid.NewGuid():N}.db");
        using (GZipStream packed = new(File.OpenRead(Path.Combine(folder, "golden.db.gz")), CompressionMode.Decompress))
        using (FileStream plain = File.Create(_file))
        {
            packed.CopyTo(plain);
        }

        Connection = SearchConnection.Open(_file);
    }

    public SqliteConnection? Connection { get; }

    public static IReadOnlyList<string> Cases(string kind) =>
        File.ReadAllLines(Path.Combine(Folder()!, $"cases-{kind}.jsonl"));

    public void Dispose()
    {
        Connection?.Dispose();
        if (_file is not null)
        {
            File.Delete(_file);
        }
    }

    // MLTRACK_SEARCH_CASES names a folder of the same files: answers that were recorded elsewhere.
    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("MLTRACK_SEARCH_CASES") is { Length: > 0 } other)
        {
            return other;
        }

        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "MlTrack.sln")))
            {
                string folder = Path.Combine(at.FullName, "..", "shared", "search");
                return File.Exists(Path.Combine(folder, "golden.db.gz")) ? folder : null;
            }
        }

        return null;
    }
}
