namespace MlTrack;

/// <summary>What an <see cref="MlException"/> is about. Together with <see cref="MlErrorCode"/> it names exactly one PowerShell error id.</summary>
public enum MlEntity
{
    /// <summary>Nothing in particular; the store as a whole failed.</summary>
    None,

    /// <summary>An experiment.</summary>
    Experiment,

    /// <summary>A run.</summary>
    Run,

    /// <summary>A metric.</summary>
    Metric,

    /// <summary>A tag.</summary>
    Tag,

    /// <summary>A param; with INVALID_PARAMETER_VALUE: a stored param that would change.</summary>
    Param,

    /// <summary>An artifact of a run.</summary>
    Artifact,

    /// <summary>A registered model.</summary>
    Model,

    /// <summary>A version of a registered model.</summary>
    ModelVersion,

    /// <summary>An alias of a registered model.</summary>
    Alias,

    /// <summary>A dataset.</summary>
    Dataset,

    /// <summary>A local file or folder.</summary>
    Path,

    /// <summary>A filter or an order-by.</summary>
    Filter,

    /// <summary>A value, time or count.</summary>
    Value,

    /// <summary>A name, key or artifact path.</summary>
    Name,

    /// <summary>An id.</summary>
    Id,

    /// <summary>A URI.</summary>
    Uri,

    /// <summary>The active run of a session: none is open, or one is open already.</summary>
    ActiveRun,

    /// <summary>The schema of a database.</summary>
    Schema,

    /// <summary>A file or address that should be a store and isn't.</summary>
    Store,

    /// <summary>The storage medium (a full disk).</summary>
    Disk,
}
