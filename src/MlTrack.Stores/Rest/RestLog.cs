using Microsoft.Extensions.Logging;

namespace MlTrack.Stores.Rest;

/// <summary>What the REST store tells a logger: endpoints and statuses. Never a value, never a secret.</summary>
internal static partial class RestLog
{
    [LoggerMessage(20, LogLevel.Debug, "{Method} {Endpoint}: {Status}")]
    public static partial void Answered(ILogger logger, string method, string endpoint, int status);
}
