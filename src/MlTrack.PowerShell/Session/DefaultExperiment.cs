namespace MlTrack.Session;

/// <summary>The experiment that is meant where none is named: what Use-MlExperiment chose, else MLflow's variables.</summary>
internal static class DefaultExperiment
{
    /// <summary>Finds it.</summary>
    /// <param name="store">The store.</param>
    /// <returns>The experiment, by name only where MLFLOW_EXPERIMENT_NAME says so; null if nothing was chosen.</returns>
    public static ExperimentTarget? Of(StoreHandle store) =>
        RunspaceState.Current.DefaultExperiment(store.Key) is { } chosen ? new ExperimentTarget(store, chosen, null)
        : MlEnvironment.ExperimentName is { } name ? new ExperimentTarget(store, null, name, MlEnvironment.ExperimentNameVariable)
        : MlEnvironment.ExperimentId is { } id ? new ExperimentTarget(store, id, null, MlEnvironment.ExperimentIdVariable)
        : null;
}
