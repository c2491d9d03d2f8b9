namespace MlTrack.Stores.Sql.Schema;

/// <summary>What a database can hold, read from its revision once when it is opened.</summary>
internal sealed record SchemaCapabilities
{
    /// <summary>The revision in table alembic_version.</summary>
    public required string Revision { get; init; }

    /// <summary>
    /// Experiments and models have a column <c>workspace</c>, part of their keys (from 1b5f0d9ad7c1 on). Only 'default' is used.
    /// </summary>
    public bool Workspaces { get; init; }

    /// <summary>Table logged_models is there (from 400f98739977 on).</summary>
    public bool LoggedModels { get; init; }

    /// <summary>Table inputs has a column <c>step</c> (from 6953534de441 on).</summary>
    public bool InputSteps { get; init; }

    /// <summary>The longest value of a run's tag (5000 before f5a4f2784254).</summary>
    public int RunTagValueLength { get; init; } = MlLimits.RunTagValueLength;

    /// <summary>The longest value of an experiment's tag (20000 from 17e22815139b on).</summary>
    public int ExperimentTagValueLength { get; init; } = MlLimits.ExperimentTagValueLength;

    /// <summary>The longest value of a model version's tag (100000 from bda7b8c39065 on).</summary>
    public int ModelVersionTagValueLength { get; init; } = MlLimits.ModelTagValueLength;

    /// <summary>MlTrack's own indexes are there (Optimize-MlDatabase), and statistics that let the engine choose among them.</summary>
    public bool Optimized { get; init; }

    /// <summary>
    /// The searched experiments hold a good part of the store's runs, as far as known: a search then reads tables through from a key's
    /// rows on, rather than looking each run up.
    /// </summary>
    public bool SearchesMost { get; init; }

    /// <summary>Fewer rows than this are looked through by a search rather than the values that it orders by.</summary>
    public int FewRows { get; init; } = 1_000;
}
