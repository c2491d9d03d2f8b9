using System.Text.Json.Nodes;

namespace MlTrack.Interop.Tests.Tools;

/// <summary>Compares answers field by field and says where they differ.</summary>
internal static class Same
{
    private const int Shown = 20;

    public static void Assert(JsonNode? expected, JsonNode? actual, string what)
    {
        List<string> differences = [.. Differences(expected, actual, "")];
        if (differences.Count > 0)
        {
            Xunit.Assert.Fail($"{what}: {differences.Count} differences.\n{string.Join('\n', differences.Take(Shown))}");
        }
    }

    public static IEnumerable<string> Differences(JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected, actual)
        {
            case (JsonObject a, JsonObject b):
                return a.Select(item => item.Key).Union(b.Select(item => item.Key)).SelectMany(key =>
                    a.ContainsKey(key) && b.ContainsKey(key) ? Differences(a[key], b[key], $"{path}/{key}")
                    : [$"{path}/{key}: only in the {(a.ContainsKey(key) ? "expected" : "actual")}"]);
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                return a.Zip(b).SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{path}[{i}]"));
            default:
                return JsonNode.DeepEquals(expected, actual) ? [] : [$"{path}: expected {Show(expected)}, actual {Show(actual)}"];
        }
    }

    private static string Show(JsonNode? node)
    {
        string text = node?.ToJsonString() ?? "null";
        return text.Length <= 300 ? text : text[..300] + $"... ({text.Length} characters)";
    }
}
