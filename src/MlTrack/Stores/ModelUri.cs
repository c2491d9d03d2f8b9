using System.Globalization;

namespace MlTrack.Stores;

/// <summary>
/// A <c>models:</c> URI. It names a version by number (<c>models:/churn/3</c>), by stage (<c>models:/churn/Production</c>: the highest in
/// it), as the highest of all (<c>models:/churn/latest</c>), by alias (<c>models:/churn@champion</c>), or a logged model of MLflow 3 by its
/// id (<c>models:/m-id</c>). Exactly one of the parts beside the name is set.
/// </summary>
public sealed record ModelUri
{
    internal const string LatestWord = "latest";
    private const string Scheme = "models:";

    private ModelUri(string text) => Text = text;

    /// <summary>The URI as given.</summary>
    public string Text { get; }

    /// <summary>The registered model; '' where <see cref="ModelId"/> is set.</summary>
    public string Name { get; private init; } = "";

    /// <summary>The version's number.</summary>
    public int? Version { get; private init; }

    /// <summary>The stage whose highest version is meant.</summary>
    public MlModelStage? Stage { get; private init; }

    /// <summary>The alias.</summary>
    public string? Alias { get; private init; }

    /// <summary>Whether the highest version is meant.</summary>
    public bool IsLatest { get; private init; }

    /// <summary>The logged model's id.</summary>
    public string? ModelId { get; private init; }

    /// <summary>Whether a text is such a URI, well formed or not.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether its scheme is <c>models</c>.</returns>
    public static bool IsModelUri(string? text) => text is not null && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a URI, as MLflow 3.17.2 does.</summary>
    /// <param name="uri">The URI.</param>
    /// <returns>Its parts.</returns>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: it is no such URI.</exception>
    public static ModelUri Parse(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        string path = IsModelUri(uri) ? uri[Scheme.Length..] : throw Malformed(uri);
        string[] parts = path.StartsWith("//", StringComparison.Ordinal) || !path.StartsWith('/') ? throw Malformed(uri) : path[1..].Split('/');
        return (parts.Length, parts[0].LastIndexOf('@')) switch
        {
            (1, -1) when !string.IsNullOrWhiteSpace(parts[0]) => new ModelUri(uri) { ModelId = parts[0] },
            (1, int at and > 0) when at < parts[0].Length - 1 => new ModelUri(uri) { Name = parts[0][..at], Alias = parts[0][(at + 1)..] },
            (2, _) when !string.IsNullOrWhiteSpace(parts[0]) => OfSuffix(uri, parts[0], parts[1]),
            _ => throw Malformed(uri),
        };
    }

    /// <summary>Reads a URI that may go on into the files: <c>models:/churn/3/MLmodel</c>, <c>models:/churn@champion/MLmodel</c>.</summary>
    /// <param name="uri">The URI.</param>
    /// <returns>What names the version, and the path below it; '' for all of it.</returns>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: it is no such URI.</exception>
    public static (ModelUri Uri, string Path) Split(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        string[] parts = uri.Split('/');
        int named = parts.Length > 1 && (parts[1].Contains('@', StringComparison.Ordinal) || IsModelId(parts[1])) ? 2 : 3;

        // A name may hold an '@' of its own: then what follows is a version or a stage.
        if (named == 2 && parts.Length > 2 && !IsModelId(parts[1]) && IsSuffix(parts[2]))
        {
            named = 3;
        }

        return parts.Length <= named
            ? (Parse(uri), "")
            : (Parse(string.Join('/', parts[..named])), string.Join('/', parts[named..]));
    }

    /// <summary>The URI.</summary>
    /// <returns><see cref="Text"/>.</returns>
    public override string ToString() => Text;

    private static bool IsModelId(string text) =>
        text.Length == 34 && text.StartsWith("m-", StringComparison.Ordinal) && text.AsSpan(2).ToString().All(char.IsAsciiHexDigitLower);

    private static bool IsSuffix(string text) =>
        (text.Length > 0 && text.All(char.IsAsciiDigit)) || text.Equals(LatestWord, StringComparison.OrdinalIgnoreCase)
        || ModelStages.TryRead(text, out _);

    private static ModelUri OfSuffix(string uri, string name, string suffix)
    {
        if (suffix.Length > 0 && suffix.All(char.IsAsciiDigit))
        {
            return int.TryParse(suffix, NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version > 0
                ? new ModelUri(uri) { Name = name, Version = version }
                : throw Malformed(uri);
        }

        return suffix.Equals(LatestWord, StringComparison.OrdinalIgnoreCase) ? new ModelUri(uri) { Name = name, IsLatest = true }
            : ModelStages.TryRead(suffix, out MlModelStage stage) ? new ModelUri(uri) { Name = name, Stage = stage }
            : throw Malformed(uri);
    }

    private static MlException Malformed(string uri) => MlErrors.InvalidUri(
        $"{MlText.Show(uri)} is no URI of a model. Write models:/<name>/<version>, models:/<name>/<stage> (None, Staging, Production, Archived), "
        + "models:/<name>/latest or models:/<name>@<alias>.", uri);
}
