using System.Net;
using Microsoft.Extensions.Logging;

namespace MlTrack.Stores;

/// <summary>How a store is opened.</summary>
public sealed record MlStoreOptions
{
    /// <summary>The folder that relative paths count from; null for the process's current folder.</summary>
    public string? BaseFolder { get; init; }

    /// <summary>
    /// Where new experiments of a SQL store put their artifacts: a path or a URI; null for <c>mlruns</c> in the base folder.
    /// </summary>
    public string? ArtifactRoot { get; init; }

    /// <summary>Where registered models are, as a URI like the tracking store's; null for the tracking store itself.</summary>
    public string? RegistryUri { get; init; }

    /// <summary>Who asks a database server; null for what the URI says.</summary>
    public NetworkCredential? Credential { get; init; }

    /// <summary>Whether a missing database is an error instead of being created.</summary>
    public bool NoCreate { get; init; }

    /// <summary>
    /// How long to wait for a lock that somebody else holds, and for a database server's answer: from zero to 24 days. What the URI says
    /// comes first.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative time, or a longer one.</exception>
    public TimeSpan Timeout { get; init => field = OptionRange.Time(value, TimeSpan.Zero, nameof(Timeout)); } = TimeSpan.FromSeconds(30);

    /// <summary>How an MLflow server is talked to; counts for servers alone.</summary>
    public MlServerOptions Server { get; init => field = value ?? new(); } = new();

    /// <summary>How the client treats what MLflow leaves to settings.</summary>
    public MlClientOptions Client { get; init => field = value ?? new(); } = new();

    /// <summary>Is told what the store does; null for nobody.</summary>
    public ILogger? Logger { get; init; }
}
