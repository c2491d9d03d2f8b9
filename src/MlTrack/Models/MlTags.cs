namespace MlTrack;

/// <summary>MLflow's own tag keys that MlTrack reads or writes.</summary>
public static class MlTags
{
    /// <summary>The run's name; kept equal to the name column.</summary>
    public const string RunName = "mlflow.runName";

    /// <summary>The run that this one is nested in.</summary>
    public const string ParentRunId = "mlflow.parentRunId";

    /// <summary>The description of a run or experiment.</summary>
    public const string Description = "mlflow.note.content";

    /// <summary>The user who started the run.</summary>
    public const string User = "mlflow.user";

    /// <summary>The script that started the run.</summary>
    public const string SourceName = "mlflow.source.name";

    /// <summary>LOCAL, NOTEBOOK, JOB or PROJECT.</summary>
    public const string SourceType = "mlflow.source.type";

    /// <summary>The commit of the git work tree that the script lies in.</summary>
    public const string GitCommit = "mlflow.source.git.commit";

    /// <summary>A tag of a logged model of MLflow 3: the versions that it is registered as, as a JSON list of names and numbers.</summary>
    public const string ModelVersions = "mlflow.modelVersions";

    /// <summary>An input tag: what a dataset was used for.</summary>
    public const string DatasetContext = "mlflow.data.context";
}
