namespace MlTrack.Stores;

/// <summary>A registered model to be created.</summary>
/// <param name="Name">The name.</param>
public sealed record NewModel(string Name)
{
    /// <summary>The description; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Tags to set.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init => field = value ?? []; } = [];
}
