using Microsoft.Extensions.Logging;

namespace MlTrack.Stores.Tests.Support;

/// <summary>Remembers what it is told.</summary>
internal sealed class RecordingLogger : ILogger
{
    public List<string> Warnings { get; } = [];

    public List<string> Statements { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel == LogLevel.Warning)
        {
            Warnings.Add(formatter(state, exception));
        }
        else if (logLevel == LogLevel.Debug)
        {
            Statements.Add(formatter(state, exception));
        }
    }
}
