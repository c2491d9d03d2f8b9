namespace MlTrack.Stores;

/// <summary>A version to be added to a registered model.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Source">Where the files are: an absolute path or a URI, also <c>models:/name/3</c> or <c>models:/m-id</c>.</param>
public sealed record NewModelVersion(string Name, string Source)
{
    /// <summary>The run that made it; null for none.</summary>
    public string? RunId { get; init; }

    /// <summary>A link to that run, where it lives elsewhere; null for none.</summary>
    public string? RunLink { get; init; }

    /// <summary>The description; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Tags to set.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init => field = value ?? []; } = [];

    /// <summary>The logged model of MLflow 3 that it is made of (<c>m-id</c>); null for none. Servers of 3.x want to know it.</summary>
    public string? ModelId { get; init; }

    /// <summary>
    /// Where the files really are: <see cref="Source"/>, but for a source that names a model. <see cref="MlClient"/> fills it in; a
    /// server ignores it and finds out by itself.
    /// </summary>
    public string? StorageLocation { get; init; }
}
