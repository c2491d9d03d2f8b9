namespace MlTrack.Stores.Rest;

/// <summary>What a server said it is, and what follows from that.</summary>
/// <param name="Text">The version as the server has it; null if it isn't known.</param>
/// <param name="Info">The limits of that version; none where the server had better judge.</param>
internal sealed record ServerVersion(string? Text, StoreInfo Info)
{
    private const int ShortRunTag = 5000;
    private const int LongExperimentTag = 20_000;

    // Between 2.22 and 3.17 some limits rose, and they may after it: there the server judges.
    private static readonly Version s_lastKnown2 = new(2, 22);
    private static readonly Version s_known3 = new(3, 17);
    private static readonly Version s_loggedModels = new(3, 0);
    private static readonly Version s_longRunTags = new(2, 17);

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
                RunTagValueLength = number is not null && number < s_longRunTags ? ShortRunTag : MlLimits.RunTagValueLength,
                ExperimentTagValueLength = Known(number, MlLimits.ExperimentTagValueLength, LongExperimentTag),
                ModelVersionTagValueLength = Known(number, MlLimits.ModelTagValueLength, MlLimits.LongModelVersionTagValueLength),
            });
    }

    private static int Known(Version? number, int of2, int of3) =>
        number is null ? int.MaxValue : number <= s_lastKnown2 ? of2 : number == s_known3 ? of3 : int.MaxValue;
}
