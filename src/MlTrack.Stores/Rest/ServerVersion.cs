namespace MlTrack.Stores.Rest;

/// <summary>What a server said it is, and what follows from that.</summary>
/// <param name="Text">The version as the server has it; null if it isn't known.</param>
/// <param name="Info">The limits of that version; those of the oldest where it isn't known.</param>
internal sealed record ServerVersion(string? Text, StoreInfo Info)
{
    private const int ShortRunTag = 5000;
    private const int LongExperimentTag = 20_000;

    private static readonly Version s_loggedModels = new(3, 0);
    private static readonly Version s_longRunTags = new(2, 17);
    private static readonly Version s_longExperimentTags = new(3, 17);

    public bool IsBefore3 => Text?.StartsWith("2.", StringComparison.Ordinal) == true;

    public static ServerVersion Read(string? text)
    {
        string[] parts = (text ?? "").Split('.');
        Version? number = parts.Length >= 2 && Version.TryParse($"{parts[0]}.{parts[1]}", out Version? version) ? version : null;
        return new ServerVersion(
            number is null ? null : text,
            new StoreInfo
            {
                ServerVersion = number is null ? null : text,
                LoggedModels = number >= s_loggedModels,
                RunTagValueLength = number < s_longRunTags ? ShortRunTag : MlLimits.RunTagValueLength,
                ExperimentTagValueLength = number >= s_longExperimentTags ? LongExperimentTag : MlLimits.ExperimentTagValueLength,
            });
    }
}
