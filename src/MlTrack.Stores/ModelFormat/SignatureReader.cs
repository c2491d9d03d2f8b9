using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlTrack.Stores.ModelFormat;

/// <summary>What the checks of a signature share: where they are, what stands there, and how a mistake is told.</summary>
internal static class SignatureReader
{
    /// <summary>A mistake in a signature.</summary>
    /// <param name="at">Where: <c>inputs[0]</c>.</param>
    /// <param name="what">What is wrong there, and what would work.</param>
    /// <param name="value">The value at fault.</param>
    /// <returns>The error.</returns>
    public static MlException Bad(string at, string what, JsonNode? value) =>
        MlErrors.InvalidValue($"The signature's {at} {what}", value?.ToJsonString());

    /// <summary>The items of a list, each with the place where it stands.</summary>
    /// <param name="part">The part of the signature.</param>
    /// <param name="node">What stands there.</param>
    /// <param name="example">An item that would work.</param>
    /// <returns>The items.</returns>
    public static IEnumerable<(string At, JsonObject Item)> Items(string part, JsonNode? node, string example)
    {
        JsonArray list = node as JsonArray ?? throw Bad(part, $"must be a list such as [{example}]: {Show(node)}.", node);
        for (int i = 0; i < list.Count; i++)
        {
            string at = FormattableString.Invariant($"{part}[{i}]");
            yield return (at, list[i] as JsonObject ?? throw Bad(at, $"must be an object such as {example}: {Show(list[i])}.", list[i]));
        }
    }

    /// <summary>Refuses keys that MLflow doesn't know.</summary>
    /// <param name="at">Where.</param>
    /// <param name="item">The object.</param>
    /// <param name="keys">The keys that it may have.</param>
    public static void Keys(string at, JsonObject item, params ReadOnlySpan<string> keys)
    {
        foreach ((string key, _) in item)
        {
            if (!keys.Contains(key))
            {
                throw Bad(at, $"has {MlText.Show(key)}, which isn't known there. It may have {string.Join(", ", keys.ToArray())}.", item);
            }
        }
    }

    /// <summary>A text of an object.</summary>
    /// <param name="item">The object.</param>
    /// <param name="key">The key.</param>
    /// <returns>The text; null if there is none.</returns>
    public static string? Text(JsonObject item, string key) =>
        item[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>A name, which may not be empty.</summary>
    /// <param name="at">Where.</param>
    /// <param name="item">The object.</param>
    /// <returns>The name; null for none.</returns>
    public static string? Name(string at, JsonObject item) =>
        item["name"] is null ? null
        : Text(item, "name") is { Length: > 0 } name ? name
        : throw Bad(at, $"has the name {Show(item["name"])}. Give a text, or leave it out.", item);

    /// <summary>A value as messages show it.</summary>
    /// <param name="node">The value.</param>
    /// <returns>The text.</returns>
    public static string Show(JsonNode? node) => node switch
    {
        null => "null",
        JsonValue value when value.TryGetValue(out string? text) => MlText.Show(text),
        _ => MlText.Show(node.ToJsonString()),
    };
}
