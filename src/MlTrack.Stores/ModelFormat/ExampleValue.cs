using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlTrack.Stores.ModelFormat;

/// <summary>
/// Brings what a user gives as an example into few kinds of values: null, bool, the kinds of numbers, string, byte[], DateTime, List and
/// <see cref="ExampleObject"/>. Numbers keep their kind, for it says more than their text: 2.0 is no whole number.
/// </summary>
internal static class ExampleValue
{
    private const int Depth = 100;

    /// <summary>Reads objects of .NET.</summary>
    /// <param name="value">Dictionaries, lists, arrays, simple values.</param>
    /// <returns>The same as plain values.</returns>
    public static object? Of(object? value) => Of(value, isTyped: true, 0);

    /// <summary>Reads JSON, with NaN and Infinity as Python writes them: a number is whole if it has neither point nor exponent.</summary>
    /// <param name="json">The text.</param>
    /// <returns>Plain values.</returns>
    public static object? OfJson(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(PythonNumbers.ToJson(json), new JsonDocumentOptions { MaxDepth = Depth });
            return Of(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Value, $"The input example is no JSON: {MlText.Show(json)}.", json, exception);
        }
    }

    private static object? Of(object? value, bool isTyped, int depth) => depth > Depth
        ? throw MlErrors.InvalidValue($"The input example is nested deeper than {Depth} levels, or holds itself. Pick out what the model gets.", null)
        : value switch
        {
            null or DBNull => null,
            string or bool or byte[] or double or float or long or uint or ulong or short or ushort or sbyte or byte => value,

            // Whole numbers in a script are of this kind unless they are too big, and Python knows one kind only, which is long to MLflow.
            // Where the kind is that of an array or a column, it was chosen.
            int whole => isTyped ? value : (long)whole,
            decimal or BigInteger or Half => Real(value),
            DateTime or DateTimeOffset or DateOnly => Time(value),
            char or Enum or Guid or Uri or Version or TimeSpan or TimeOnly => Convert.ToString(value, CultureInfo.InvariantCulture),
            JsonElement element => Of(element),
            JsonNode node => OfJson(node.ToJsonString()),
            IDictionary dictionary => OfDictionary(dictionary, depth),
            Array { Rank: > 1 } array => OfRanks(array, new int[array.Rank], 0, depth),
            IEnumerable list => OfList(list, list is IEnumerable<int>, depth),
            _ => throw MlErrors.InvalidValue(
                $"A {value.GetType()} can't be part of an input example. Give dictionaries, lists, texts, numbers, times and the like.", value),
        };

    // MLflow's times have no zone: those that have one are brought to UTC.
    private static DateTime Time(object value) => value switch
    {
        DateTimeOffset time => time.UtcDateTime,
        DateOnly date => date.ToDateTime(TimeOnly.MinValue),
        DateTime { Kind: DateTimeKind.Local } local => local.ToUniversalTime(),
        _ => (DateTime)value,
    };

    private static double Real(object value) => value switch
    {
        decimal exact => (double)exact,
        BigInteger whole => (double)whole,
        _ => (double)(Half)value,
    };

    private static ExampleObject OfDictionary(IDictionary dictionary, int depth)
    {
        ExampleObject found = new();
        foreach (DictionaryEntry entry in dictionary)
        {
            found[Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? ""] = Of(entry.Value, isTyped: false, depth + 1);
        }

        return found;
    }

    private static List<object?> OfList(IEnumerable list, bool isTyped, int depth)
    {
        List<object?> found = [];
        foreach (object? item in list)
        {
            found.Add(Of(item, isTyped, depth + 1));
        }

        return found;
    }

    private static List<object?> OfRanks(Array array, int[] at, int rank, int depth)
    {
        List<object?> found = [];
        for (int i = 0; i < array.GetLength(rank); i++)
        {
            at[rank] = array.GetLowerBound(rank) + i;
            found.Add(rank == array.Rank - 1 ? Of(array.GetValue(at), array is not object[,], depth + 1) : OfRanks(array, at, rank + 1, depth));
        }

        return found;
    }

    private static object? Of(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                ExampleObject found = new();
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    found[property.Name] = Of(property.Value);
                }

                return found;
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(Of).ToList();
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Number:
                string text = element.GetRawText();
                bool isWhole = text.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
                return isWhole && element.TryGetInt64(out long whole) ? (object)whole : PythonNumbers.Read(text) ?? element.GetDouble();
            case JsonValueKind.True:
            case JsonValueKind.False:
                return element.GetBoolean();
            default:
                return null;
        }
    }
}
