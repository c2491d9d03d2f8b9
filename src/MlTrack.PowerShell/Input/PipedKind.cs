namespace MlTrack.Input;

/// <summary>What an object from the pipeline is to a cmdlet.</summary>
internal enum PipedKind
{
    /// <summary>$null.</summary>
    Null,

    /// <summary>A string, or another simple value: a name or id.</summary>
    Text,

    /// <summary>Some object with properties: a row of a CSV file, of -AsTable, a hashtable.</summary>
    Row,

    /// <summary>An MlRun.</summary>
    Run,

    /// <summary>An MlExperiment.</summary>
    Experiment,

    /// <summary>An MlExperimentReport.</summary>
    ExperimentReport,

    /// <summary>An MlMetric.</summary>
    Metric,

    /// <summary>An MlParam.</summary>
    Param,

    /// <summary>An MlArtifact.</summary>
    Artifact,

    /// <summary>An MlModel.</summary>
    Model,

    /// <summary>An MlModelVersion.</summary>
    ModelVersion,

    /// <summary>An MlModelInfo.</summary>
    ModelInfo,

    /// <summary>Another of MlTrack's own objects, which stands for no run or experiment.</summary>
    Other,
}
