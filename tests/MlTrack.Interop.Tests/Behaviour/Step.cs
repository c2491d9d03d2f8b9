using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Tools;

namespace MlTrack.Interop.Tests.Behaviour;

/// <summary>One call of a scenario. Texts that start with <c>$</c> stand for what an earlier step gave.</summary>
internal sealed record Step(string What, JsonObject Args, string? SaveAs)
{
    public static Step Do(string what, object args, string? saveAs = null) => new(what, ToolExtensions.ToArgs(args), saveAs);

    public JsonObject Bind(IReadOnlyDictionary<string, string> names) => (JsonObject)Bind((JsonNode)Args, names)!;

    private static JsonNode? Bind(JsonNode? node, IReadOnlyDictionary<string, string> names) => node switch
    {
        JsonObject item => new JsonObject(item.Select(pair => KeyValuePair.Create(pair.Key, Bind(pair.Value, names)))),
        JsonArray array => new JsonArray([.. array.Select(item => Bind(item, names))]),
        JsonValue value when value.TryGetValue(out string? text) && names.TryGetValue(text, out string? bound) => bound,
        _ => node?.DeepClone(),
    };
}

/// <summary>A few calls in a new experiment <c>$exp</c> with a run <c>$run</c>.</summary>
internal sealed record Scenario(string Name, params Step[] Steps);

/// <summary>Where MlTrack does something else than MLflow on purpose, and why. Codes are those of the scenario's last refused step.</summary>
internal sealed record Deviation(string Scenario, string MlTrack, string Reason, string? Mlflow2 = null, string? Mlflow3 = null);
