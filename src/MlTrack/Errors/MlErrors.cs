namespace MlTrack;

/// <summary>The errors that more than one place raises, each worded once.</summary>
internal static partial class MlErrors
{
    public static MlException RunNotFound(string runId) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.Run,
        $"There is no run {MlText.Show(runId)} in this store. Find-MlRun lists the runs; -ViewType All shows deleted ones too.", runId);

    public static MlException ExperimentNotFound(string nameOrId) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.Experiment,
        $"There is no experiment {MlText.Show(nameOrId)} in this store. Get-MlExperiment lists the experiments; New-MlExperiment makes one.",
        nameOrId);

    public static MlException ExperimentExists(string name, bool deleted) => new(
        MlErrorCode.ResourceAlreadyExists, MlEntity.Experiment,
        deleted
            ? $"The name {MlText.Show(name)} belongs to a deleted experiment. Bring it back with Restore-MlExperiment, or choose another name."
            : $"There is an experiment {MlText.Show(name)} already. Choose another name, or use New-MlExperiment -IfNotExists.",
        name);

    // MLflow answers a write to something deleted with INVALID_PARAMETER_VALUE, and only a rename with INVALID_STATE.
    public static MlException RunDeleted(string runId) => new(
        MlErrorCode.InvalidParameterValue, MlEntity.Run,
        $"Run {MlText.Show(runId)} is deleted; it must be in the active state to be changed. Bring it back with Restore-MlRun first.", runId);

    public static MlException ExperimentDeleted(string nameOrId, MlErrorCode code = MlErrorCode.InvalidParameterValue) => new(
        code, MlEntity.Experiment,
        $"Experiment {MlText.Show(nameOrId)} is deleted; it must be in the active state for this. Bring it back with Restore-MlExperiment first.",
        nameOrId);

    public static MlException ExperimentActive(string experimentId) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.Experiment,
        $"There is no deleted experiment {MlText.Show(experimentId)} to restore: it is active.", experimentId);

    public static MlException ParamChanged(string runId, string key, string stored, string given) => new(
        MlErrorCode.InvalidParameterValue, MlEntity.Param,
        $"Param {MlText.Show(key)} of run {runId} has the value {MlText.Show(stored)} and can't be changed to {MlText.Show(given)}. "
        + "Log it under another key, or use a nested run.", key);

    public static MlException TagNotFound(string key, string owner) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.Tag, $"There is no tag {MlText.Show(key)} on {owner}.", key);

    public static MlException InvalidValue(string message, object? target) =>
        new(MlErrorCode.InvalidParameterValue, MlEntity.Value, message, target);

    public static MlException InvalidName(string message, object? target) =>
        new(MlErrorCode.InvalidParameterValue, MlEntity.Name, message, target);

    public static MlException InvalidId(string message, object? target) =>
        new(MlErrorCode.InvalidParameterValue, MlEntity.Id, message, target);

    public static MlException NoActiveRun() => new(
        MlErrorCode.InvalidState, MlEntity.ActiveRun,
        "No run is open in this runspace. Open one with Start-MlRun, name one with -RunId, or pipe one.");

    public static MlException RunAlreadyActive(string runId) => new(
        MlErrorCode.InvalidState, MlEntity.ActiveRun,
        $"Run {runId} is open already. End it with Stop-MlRun, or start a run inside it with -Nested.", runId);
}
