namespace MlTrack.Stores.Tests.Artifacts;

/// <summary>A store that knows runs and nothing else.</summary>
internal sealed class FakeRuns(params MlRun[] runs) : ITrackingStore
{
    public int Reads { get; private set; }

    public MlBackend Backend => MlBackend.SQLite;

    public string Key => "fake";

    public string Uri => "fake://";

    public StoreInfo Open(CancellationToken cancellationToken = default) => new();

    public MlRun? GetRun(string runId, CancellationToken cancellationToken = default)
    {
        Reads++;
        return Array.Find(runs, run => run.RunId == runId);
    }

    public void Dispose()
    {
    }

    public MlConnectionStatus Test(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public MlExperiment CreateExperiment(NewExperiment experiment, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public MlExperiment? GetExperiment(string experimentId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public MlExperiment? GetExperimentByName(string name, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public void RenameExperiment(string experimentId, string newName, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public void DeleteExperiment(string experimentId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void RestoreExperiment(string experimentId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void SetExperimentTags(
        string experimentId, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public void DeleteExperimentTag(string experimentId, string key, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public MlPage<MlExperiment> SearchExperiments(
        ExperimentSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public IReadOnlyList<MlExperimentReport> MeasureExperiments(
        IReadOnlyList<string>? experimentIds, MlViewType viewType, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public IReadOnlyList<MlIndexReport> OptimizeDatabase(bool remove, bool preview, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public MlRun CreateRun(string runId, NewRun run, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void UpdateRun(string runId, RunUpdate update, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public void DeleteRun(string runId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void RestoreRun(string runId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void LogBatch(RunBatch batch, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IReadOnlyList<LogFailure> Log(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public void LogInputs(string runId, IReadOnlyList<RunInput> inputs, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public void DeleteRunTag(string runId, string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public MlPage<MlRun> SearchRuns(
        RunSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public RunKeys GetRunKeys(RunSearch search, int? maxResults, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public IEnumerable<MlMetric> GetMetricHistory(
        string runId, IReadOnlyList<string>? keys, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
