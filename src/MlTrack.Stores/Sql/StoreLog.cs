using Microsoft.Extensions.Logging;

namespace MlTrack.Stores.Sql;

/// <summary>What the SQL stores tell a logger. Never a value, never a secret.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Statement}")]
    public static partial void Statement(ILogger logger, string statement);

    [LoggerMessage(2, LogLevel.Information, "{Store} got the tables of MLflow's schema {Revision}.")]
    public static partial void Created(ILogger logger, string revision, string store);

    [LoggerMessage(
        3, LogLevel.Warning,
        "{Store} has the schema revision {Revision}, which this version doesn't know. All columns that it needs are there, so it goes on.")]
    public static partial void UnknownRevision(ILogger logger, string revision, string store);

    [LoggerMessage(4, LogLevel.Information, "{Store} can't be written by anybody; it is read as it stands.")]
    public static partial void Immutable(ILogger logger, string store);
}
