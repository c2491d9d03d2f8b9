namespace MlTrack.Stores.Sql.Schema;

/// <summary>The revisions of MLflow's schema in their order, from MLflow 2.9 to 3.17.2, and what came with them.</summary>
internal static class Revisions
{
    /// <summary>What new databases get: MLflow 2.15 and later open it, 3.x migrates it.</summary>
    public const string New = "0584bdc529eb";

    /// <summary>The oldest one that MlTrack works with; MLflow 2.14.</summary>
    public const string Oldest = "5b0e9adcef9c";

    private const string LongRunTags = "f5a4f2784254";
    private const string LoggedModels = "400f98739977";
    private const string InputSteps = "6953534de441";
    private const string LongVersionTags = "bda7b8c39065";
    private const string Workspaces = "1b5f0d9ad7c1";
    private const string LongExperimentTags = "17e22815139b";

    private static readonly string[] s_order =
    [
        "acf3f17fdcc7", "867495a8f9d4", Oldest, "4465047574b1", LongRunTags, New, LoggedModels, InputSteps, LongVersionTags,
        "cbc13b556ace", "770bee3ae1dd", "a1b2c3d4e5f6", "de4033877273", "1a0cddfcaa16", "534353b11cbc", "71994744cf8e", "3da73c924c2f",
        "bf29a5ff90ea", "1bd49d398cd23", "b7c8d9e0f1a2", "5d2d30f0abce", "c9d4e5f6a7b8", "2c33131f4dae", "d3e4f5a6b7c8", "d0e1f2a3b4c5",
        "c8d9e0f1a2b3", Workspaces, "e1f2a3b4c5d6", "76601a5f987d", "c3d6457b6d8a", "a5b4c3d2e1f0", "ae8bbe7743c9", "7d34483879f0",
        "da6fb0208061", "89d3d66ed43f", "b7e4c1a90f23", "a8b9c0d1e2f3", "c1d2e3f4a5b6", "c3d9e7f1a2b4", "6f8d9c3b2a1e", "1971f2d9a75b",
        LongExperimentTags, "b7e2c1a4d9f3", "75868b020152", "dc11669786a5",
    ];

    /// <summary>Whether MlTrack works with a revision without any doubt.</summary>
    /// <param name="revision">The revision.</param>
    /// <returns>Whether it is one of those from <see cref="Oldest"/> on.</returns>
    public static bool IsKnown(string revision) => IsFrom(revision, Oldest);

    /// <summary>What a database of a revision can hold. Of a revision that came after this version, the columns say the most.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="hasColumn">Whether a table has a column.</param>
    /// <returns>The capabilities.</returns>
    public static SchemaCapabilities Capabilities(string revision, Func<string, string, bool> hasColumn)
    {
        bool isListed = Array.IndexOf(s_order, revision) >= 0;
        bool Has(string since, string table, string column) => isListed ? IsFrom(revision, since) : hasColumn(table, column);
        return new SchemaCapabilities
        {
            Revision = revision,
            Workspaces = Has(Workspaces, "experiments", "workspace"),
            LoggedModels = Has(LoggedModels, "logged_models", "model_id"),
            InputSteps = Has(InputSteps, "inputs", "step"),
            RunTagValueLength = !isListed || IsFrom(revision, LongRunTags) ? MlLimits.RunTagValueLength : 5000,
            ExperimentTagValueLength = !isListed || IsFrom(revision, LongExperimentTags) ? 20000 : MlLimits.ExperimentTagValueLength,
            ModelVersionTagValueLength = !isListed || IsFrom(revision, LongVersionTags)
                ? MlLimits.LongModelVersionTagValueLength
                : MlLimits.ModelTagValueLength,
        };
    }

    private static bool IsFrom(string revision, string since) => Array.IndexOf(s_order, revision) >= Array.IndexOf(s_order, since);
}
