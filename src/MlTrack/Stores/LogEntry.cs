namespace MlTrack.Stores;

/// <summary>One thing to log to one run: what a pipeline of metrics, params and tags is made of.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Key">The key of the metric, param or tag.</param>
public abstract record LogEntry(string RunId, string Key);
