#pragma warning disable
namespace MlTrack.Stores;

public sealed class LogWriter : IDisposable
{
    public LogWriter(MlClient client, bool keepCommitted = false) { }
    public void Add(LogEntry entry) { }
    public void Flush(CancellationToken cancellationToken = default) { }
    public bool TryTakeFailure(out LogFailure? failure) { failure = null; return false; }
    public bool TryTakeCommitted(out LogEntry? entry) { entry = null; return false; }
    public void Dispose() { }
}
