using System.Globalization;

namespace MlTrack.Session;

/// <summary>The version of a registered model that a command means, by number, by alias, or as the highest of all or of a stage.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The number, or null.</param>
/// <param name="Alias">The alias, or null.</param>
/// <param name="Stage">The stage, or null.</param>
internal readonly record struct VersionTarget(ModelTarget Model, int? Version, string? Alias = null, MlModelStage? Stage = null)
{
    /// <summary>What the user named, for messages: a models: URI without its scheme.</summary>
    public string Text => Version is { } number ? string.Create(CultureInfo.InvariantCulture, $"{Model.Name}/{number}")
        : Alias is not null ? $"{Model.Name}@{Alias}"
        : $"{Model.Name}/{(Stage is { } stage ? stage.ToString() : "latest")}";

    /// <summary>Reads the version. A missing one is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The version.</returns>
    public MlModelVersion Read(CancellationToken cancellationToken) =>
        Version is { } number ? Model.Store.Client.GetModelVersion(Model.Name, number, cancellationToken)
        : Alias is not null ? Model.Store.Client.GetModelVersionByAlias(Model.Name, Alias, cancellationToken)
        : Model.Store.Client.GetLatestModelVersion(Model.Name, Stage, cancellationToken);

    /// <summary>The version's number, which is looked up where it isn't known.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The number.</returns>
    public int Number(CancellationToken cancellationToken) => Version ?? Read(cancellationToken).Version;
}
