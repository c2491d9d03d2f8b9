using System.Text;
using System.Text.Json.Nodes;
using MlTrack.Stores;

namespace MlTrack.Interop.Tests.Tools;

/// <summary>MlTrack's client, asked in the words of MLflow's.</summary>
internal sealed partial class MlTrackTool : ITool, IDisposable
{
    public MlTrackTool(string database)
        : this("sqlite:///" + database, Path.GetDirectoryName(database)!)
    {
    }

    public MlTrackTool(string uri, string folder)
    {
        Client = MlStore.Connect(uri, new MlStoreOptions { ArtifactRoot = Path.Combine(folder, "mlruns") });
        Artifacts = new MlArtifacts(Client);
        Models = new MlModels(Client);
    }

    public string Name => "MlTrack";

    public MlClient Client { get; }

    public MlArtifacts Artifacts { get; }

    public MlModels Models { get; }

    public void Dispose() => Client.Dispose();

    public JsonNode? Call(string what, JsonObject args)
    {
        try
        {
            return OfExperiments(what, args, out JsonNode? answer) || OfRuns(what, args, out answer) || OfLogging(what, args, out answer)
                || OfModels(what, args, out answer) || OfVersions(what, args, out answer)
                ? answer
                : throw new ArgumentException($"No such question: {what}.", nameof(what));
        }
        catch (MlException exception)
        {
            throw new ToolException(Code(exception.ErrorCode), exception.Message);
        }
    }

    /// <summary>MLflow's spelling of a code.</summary>
    public static string Code(MlErrorCode code)
    {
        StringBuilder text = new();
        foreach (char c in code.ToString())
        {
            text.Append(char.IsAsciiLetterUpper(c) && text.Length > 0 ? "_" : "").Append(char.ToUpperInvariant(c));
        }

        return text.ToString();
    }

    private static string? Text(JsonObject args, string name) => (string?)args[name];

    private static List<KeyValuePair<string, string>> Pairs(JsonNode? pairs) => pairs switch
    {
        null => [],
        JsonArray array => [.. array.Select(pair => new KeyValuePair<string, string>((string)pair![0]!, (string)pair[1]!))],
        _ => [.. pairs.AsObject().Select(pair => new KeyValuePair<string, string>(pair.Key, (string)pair.Value!))],
    };

    private static MlViewType View(JsonObject args) => Enum.Parse<MlViewType>(Text(args, "view") ?? nameof(MlViewType.ActiveOnly));

    private static List<string> Texts(JsonNode? texts) => texts is null ? [] : [.. texts.AsArray().Select(text => (string)text!)];
}
