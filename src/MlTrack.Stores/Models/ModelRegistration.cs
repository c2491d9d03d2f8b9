namespace MlTrack.Stores;

/// <summary>What to register as a new version.</summary>
/// <param name="Name">The registered model, which is made if it is missing.</param>
/// <param name="ModelUri">
/// Where the model is: <c>runs:/run_id/path</c>, <c>models:/...</c> in all its forms, a local file or folder, or any other URI.
/// </param>
public sealed record ModelRegistration(string Name, string ModelUri)
{
    /// <summary>The version's description; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Tags of the version.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init => field = value ?? []; } = [];

    /// <summary>Aliases to point to the version.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = value ?? []; } = [];
}
