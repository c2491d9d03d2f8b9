#pragma warning disable
namespace MlTrack.Stores;

public sealed class TrackingUri
{
    public string Key => throw new NotImplementedException();
    public string Display => throw new NotImplementedException();
    public MlBackend Backend => throw new NotImplementedException();
    public static TrackingUri Parse(string text, string baseFolder) => throw new NotImplementedException();
}

public sealed record MlStoreOptions
{
    public string? BaseFolder { get; init; }
    public string? ArtifactRoot { get; init; }
    public bool NoCreate { get; init; }
    public TimeSpan? Timeout { get; init; }
    public bool TruncateLongValues { get; init; }
}

public static class MlStore
{
    public static MlClient Connect(TrackingUri uri, MlStoreOptions options) => throw new NotImplementedException();
}

public sealed class LogWriter : IDisposable
{
    public LogWriter(MlClient client, bool keepCommitted = false) { }
    public void Add(LogEntry entry) { }
    public void Flush(CancellationToken cancellationToken = default) { }
    public bool TryTakeFailure(out LogFailure? failure) { failure = null; return false; }
    public bool TryTakeCommitted(out LogEntry? entry) { entry = null; return false; }
    public void Dispose() { }
}
