using System.Management.Automation;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace MlTrack.Shell.Standins.Support;

/// <summary>Makes PowerShell's objects of JSON, with the library that the original uses.</summary>
internal static class JsonReader
{
    /// <summary>Reads JSON.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="asTable">Whether objects become tables.</param>
    /// <param name="depth">How deep it may be.</param>
    /// <param name="dates">What becomes of dates.</param>
    /// <returns>The object.</returns>
    /// <exception cref="ArgumentException">It is no JSON.</exception>
    /// <exception cref="JsonKeyException">A key can't be a property's name.</exception>
    public static object? Read(string text, bool asTable, int depth, JsonDateKind dates)
    {
        JsonSerializerSettings settings = new()
        {
            DateParseHandling = dates switch
            {
                JsonDateKind.Offset => DateParseHandling.DateTimeOffset,
                JsonDateKind.String => DateParseHandling.None,
                _ => DateParseHandling.DateTime,
            },
            DateTimeZoneHandling = dates switch
            {
                JsonDateKind.Default => DateTimeZoneHandling.RoundtripKind,
                JsonDateKind.Local => DateTimeZoneHandling.Local,
                JsonDateKind.Utc => DateTimeZoneHandling.Utc,
                _ => DateTimeZoneHandling.Unspecified,
            },
            TypeNameHandling = TypeNameHandling.None,
            MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
            MaxDepth = depth,
        };
        try
        {
            return Convert(JsonConvert.DeserializeObject(text, settings), asTable);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"Conversion from JSON failed with error: {exception.Message}", exception);
        }
    }

    private static object? Convert(object? token, bool asTable) => token switch
    {
        JObject entries when asTable => ToTable(entries),
        JObject entries => ToObject(entries),
        JArray items => items.Where(item => item.Type != JTokenType.Comment).Select(item => Convert(item, asTable)).ToArray(),
        JValue value => value.Value,
        _ => token,
    };

    private static OrderedHashtable ToTable(JObject entries)
    {
        OrderedHashtable table = new(entries.Count);
        foreach ((string key, JToken? value) in entries)
        {
            table.Add(key, Convert(value, asTable: true));
        }

        return table;
    }

    private static PSObject ToObject(JObject entries)
    {
        PSObject result = new(entries.Count);
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string key, JToken? value) in entries)
        {
            if (key.Length == 0)
            {
                throw new JsonKeyException(
                    "EmptyKeyInJsonString",
                    "The provided JSON includes a property whose name is an empty string, this is only supported using the -AsHashTable switch.");
            }

            if (names.TryGetValue(key, out string? other))
            {
                throw new JsonKeyException(
                    "KeysWithDifferentCasingInJsonString",
                    $"Cannot convert the JSON string because it contains keys with different casing. Please use the -AsHashTable switch instead. The key that was attempted to be added to the existing key '{other}' was '{key}'.");
            }

            names.Add(key);
            result.Properties.Add(new PSNoteProperty(key, Convert(value, asTable: false)), preValidated: true);
        }

        return result;
    }
}
