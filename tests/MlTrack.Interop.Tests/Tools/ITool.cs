using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlTrack.Interop.Tests.Tools;

/// <summary>MLflow or MlTrack on one store, asked in the same words, so that one test body runs on both.</summary>
internal interface ITool
{
    string Name { get; }

    /// <summary>Does one thing of MLflow's client; refused things are a <see cref="ToolException"/>.</summary>
    JsonNode? Call(string what, JsonObject args);
}

internal static class ToolExtensions
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = null };

    public static JsonNode? Call(this ITool tool, string what, object args) => tool.Call(what, ToArgs(args));

    public static string Text(this ITool tool, string what, object args) => (string)tool.Call(what, ToArgs(args))!;

    public static JsonNode Dump(this ITool tool) => tool.Call("dump", new JsonObject())!;

    public static JsonObject ToArgs(object args) => (JsonObject)JsonSerializer.SerializeToNode(args, s_options)!;
}
