namespace MlTrack.Session;

/// <summary>The experiment that a command means, by id or by name, and the store that it lives in.</summary>
/// <param name="Store">The store.</param>
/// <param name="Id">The id as given, or null; not checked yet.</param>
/// <param name="Name">The name, where no id is given.</param>
/// <param name="Variable">The environment variable that says so; null where the user named the experiment.</param>
internal readonly record struct ExperimentTarget(StoreHandle Store, string? Id, string? Name, string? Variable = null)
{
    /// <summary>What the user named, for messages and error records.</summary>
    public string Given => Id ?? Name ?? "";

    /// <summary>Reads the experiment, also a deleted one. A missing one is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The experiment.</returns>
    public MlExperiment Read(CancellationToken cancellationToken)
    {
        ExperimentTarget target = this;
        return MlEnvironment.Naming(Variable, () => target.Id is not null
            ? target.Store.Client.GetExperiment(target.Id, cancellationToken)
            : target.Store.Client.GetExperimentByName(target.Name!, cancellationToken) ?? throw MlErrors.ExperimentNotFound(target.Name!));
    }
}
