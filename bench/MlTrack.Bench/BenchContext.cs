using System.Globalization;
using MlTrack.Bench.Contenders;
using MlTrack.Bench.Data;
using MlTrack.Bench.Timing;
using MlTrack.Stores;

namespace MlTrack.Bench;

/// <summary>What the measures share: the options, the contenders' processes, and scratch folders that go at the end.</summary>
internal sealed class BenchContext : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mltrack-bench-").FullName;
    private readonly Dictionary<(DataSetShape Shape, string Contender), string> _copies = [];
    private JsonSession? _mlflow;
    private JsonSession? _pwsh;
    private int _folders;

    public BenchContext(Options options)
    {
        Options = options;
        MlflowProgram = MlflowPython.Find(options.MlflowPython);
        PwshProgram = Repository.OnPath("pwsh");
    }

    public Options Options { get; }

    /// <summary>A python that has MLflow, or null.</summary>
    public string? MlflowProgram { get; }

    /// <summary>PowerShell, or null.</summary>
    public string? PwshProgram { get; }

    /// <summary>The warm MLflow, or null.</summary>
    public JsonSession? Mlflow =>
        MlflowProgram is null ? null : _mlflow ??= new JsonSession(MlflowProgram, [Repository.MlflowScript], NewFolder());

    /// <summary>The warm PowerShell with the module, or null.</summary>
    public JsonSession? Pwsh => PwshProgram is null
        ? null
        : _pwsh ??= new JsonSession(PwshProgram, [.. PwshArguments("session.ps1"), "-Manifest", Repository.Manifest], NewFolder());

    /// <summary>PowerShell for processes that are new each time, or null.</summary>
    public FreshShell? NewShell() => PwshProgram is null ? null : new FreshShell(PwshProgram);

    public Rounds NewRounds() => new(Options.Repeat);

    public string NewFolder() => Directory.CreateDirectory(
        Path.Combine(_root, (++_folders).ToString("000", CultureInfo.InvariantCulture))).FullName;

    /// <summary>A new file's path, in a folder of its own.</summary>
    public string NewFile() => Path.Combine(NewFolder(), "bench.db");

    public static IReadOnlyList<string> PwshArguments(string script) =>
        ["-NoProfile", "-NonInteractive", "-File", Repository.Script(script)];

    /// <summary>A contender's own copy of a data set, made once; MLflow's is brought to MLflow's revision.</summary>
    public string DataSet(DataSetShape shape, string contender)
    {
        if (_copies.TryGetValue((shape, contender), out string? copy))
        {
            return copy;
        }

        if (!_copies.TryGetValue((shape, ""), out string? original))
        {
            original = NewFile();
            Library.CreateDatabase(original);
            DataSetWriter.Fill(original, shape);
            _copies.Add((shape, ""), original);
        }

        copy = NewFile();
        File.Copy(original, copy);
        _copies.Add((shape, contender), copy);
        return copy;
    }

    /// <summary>A copy of a data set with MlTrack's own indexes.</summary>
    public string OptimizedDataSet(DataSetShape shape)
    {
        bool isNew = !_copies.ContainsKey((shape, "optimized"));
        string copy = DataSet(shape, "optimized");
        if (isNew)
        {
            using MlClient client = Library.Open(copy);
            client.OptimizeDatabase();
        }

        return copy;
    }

    /// <summary>MLflow's copy of a data set.</summary>
    public string MlflowDataSet(DataSetShape shape)
    {
        bool isNew = !_copies.ContainsKey((shape, "MLflow"));
        string copy = DataSet(shape, "MLflow");
        if (isNew)
        {
            Mlflow?.Ask("upgrade", ("db", copy));
        }

        return copy;
    }

    public void Dispose()
    {
        _mlflow?.Dispose();
        _pwsh?.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
