namespace MlTrack.Stores;

/// <summary>What a store is and can hold, read once when it is opened.</summary>
public sealed record StoreInfo
{
    /// <summary>The schema's revision (table alembic_version); null for a server.</summary>
    public string? SchemaRevision { get; init; }

    /// <summary>The version that a server says it has; null for a database, and for a server that doesn't say.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>The longest experiment name in characters: 500 by MLflow's rule, 256 where the column enforces it.</summary>
    public int ExperimentNameLength { get; init; } = MlLimits.ExperimentNameLength;

    /// <summary>The longest run name in characters; MLflow has no rule, but the column may have 250.</summary>
    public int RunNameLength { get; init; } = int.MaxValue;

    /// <summary>The longest artifact location of an experiment in characters, where the column enforces it (256).</summary>
    public int ArtifactLocationLength { get; init; } = int.MaxValue;

    /// <summary>The longest artifact URI of a run in characters, where the column enforces it (200).</summary>
    public int RunArtifactUriLength { get; init; } = int.MaxValue;

    /// <summary>The longest value of an experiment's tag in characters: 5000, or 20000 from revision 17e22815139b on.</summary>
    public int ExperimentTagValueLength { get; init; } = MlLimits.ExperimentTagValueLength;

    /// <summary>The longest value of a run's tag in characters: 8000, or 5000 before revision f5a4f2784254.</summary>
    public int RunTagValueLength { get; init; } = MlLimits.RunTagValueLength;

    /// <summary>The longest source, or location, of a model version in characters, where the column enforces it (500).</summary>
    public int ModelSourceLength { get; init; } = int.MaxValue;

    /// <summary>The longest value of a model version's tag in characters: 5000, or 100000 from revision bda7b8c39065 on.</summary>
    public int ModelVersionTagValueLength { get; init; } = MlLimits.ModelTagValueLength;

    /// <summary>The longest source, schema or profile of a dataset in characters, where the column enforces it (MySQL).</summary>
    public int DatasetTextLength { get; init; } = int.MaxValue;

    /// <summary>Whether it keeps logged models (MLflow 3): then the store is an <see cref="ILoggedModelStore"/> too.</summary>
    public bool LoggedModels { get; init; }
}
