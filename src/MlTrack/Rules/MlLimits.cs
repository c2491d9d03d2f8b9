namespace MlTrack;

/// <summary>MLflow's limits, in characters (MLflow 2.22.5 and 3.17.2, <c>validation</c>; a store may have narrower columns).</summary>
public static class MlLimits
{
    /// <summary>The longest key of a metric, param or tag.</summary>
    public const int KeyLength = 250;

    /// <summary>The longest value of a param; longer ones are cut while MLFLOW_TRUNCATE_LONG_VALUES is true.</summary>
    public const int ParamValueLength = 6000;

    /// <summary>The longest value of a run's tag.</summary>
    public const int RunTagValueLength = 8000;

    /// <summary>The longest name of an experiment.</summary>
    public const int ExperimentNameLength = 500;

    /// <summary>The longest value of an experiment's tag at revision 0584bdc529eb.</summary>
    public const int ExperimentTagValueLength = 5000;

    /// <summary>The longest id of a run.</summary>
    public const int RunIdLength = 256;

    /// <summary>The most results that one page of a search of runs or experiments may have.</summary>
    public const int PageSize = 50000;

    /// <summary>The results of a page when no number is given.</summary>
    public const int DefaultPageSize = 1000;

    /// <summary>The longest name of a registered model.</summary>
    public const int ModelNameLength = 256;

    /// <summary>The longest description of a registered model or a version.</summary>
    public const int ModelDescriptionLength = 5000;

    /// <summary>The longest value of a registered model's tag, and of a version's at revision 0584bdc529eb.</summary>
    public const int ModelTagValueLength = 5000;

    /// <summary>The longest value of a version's tag from revision bda7b8c39065 on.</summary>
    public const int LongModelVersionTagValueLength = 100_000;

    /// <summary>The longest alias of a registered model.</summary>
    public const int AliasLength = 255;

    /// <summary>The most results that one page of a search of registered models may have.</summary>
    public const int ModelPageSize = 1000;

    /// <summary>The most results that one page of a search of model versions may have.</summary>
    public const int ModelVersionPageSize = 200_000;

    /// <summary>The longest name of a dataset.</summary>
    public const int DatasetNameLength = 500;

    /// <summary>The longest digest, and the longest source type, of a dataset.</summary>
    public const int DatasetDigestLength = 36;
}
