using System.Collections;
using System.Globalization;

namespace MlTrack.Input;

/// <summary>Reads the dictionaries of -Tag and -Param.</summary>
internal static class PairReader
{
    /// <summary>Reads a dictionary whose values become text.</summary>
    /// <param name="kind">'tag' or 'param', for messages.</param>
    /// <param name="pairs">The dictionary; null for none.</param>
    /// <returns>Keys and values, in the dictionary's order.</returns>
    public static List<KeyValuePair<string, string>> Texts(string kind, IDictionary? pairs)
    {
        List<KeyValuePair<string, string>> result = new(pairs?.Count ?? 0);
        foreach ((string key, object? value) in Read(pairs))
        {
            result.Add(new(key, ValueReader.Text($"{kind} {MlText.Show(key)}", value)));
        }

        return result;
    }

    /// <summary>Reads a dictionary; its keys become text.</summary>
    /// <param name="pairs">The dictionary; null for none.</param>
    /// <returns>Keys and values, in the dictionary's order.</returns>
    public static IEnumerable<(string Key, object? Value)> Read(IDictionary? pairs)
    {
        if (pairs is not null)
        {
            foreach (DictionaryEntry pair in pairs)
            {
                yield return (Convert.ToString(PipedReader.Unwrap(pair.Key), CultureInfo.InvariantCulture) ?? "", pair.Value);
            }
        }
    }
}
