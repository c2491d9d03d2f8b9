using System.Globalization;

namespace MlTrack.Stores.Uris;

/// <summary>The part of a URI after the question mark.</summary>
internal static class UriQuery
{
    public static IEnumerable<(string Key, string Value)> Read(string query)
    {
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? pair : pair[..equals];
            string value = equals < 0 ? "" : pair[(equals + 1)..];
            yield return (Decode(key), Decode(value));
        }
    }

    /// <summary>A time in seconds; 0 means not to wait.</summary>
    public static TimeSpan Seconds(string uri, string key, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds <= 1e6
            ? TimeSpan.FromSeconds(seconds)
            : throw UriErrors.Invalid(uri, $"has {key} {MlText.Show(value)}; it must be a number of seconds, such as {key}=30.");

    public static MlException Unknown(string uri, string key, IEnumerable<string> known) =>
        UriErrors.Invalid(uri, $"has an unknown key {MlText.Show(key)} after the '?'. Known here: {string.Join(", ", known)}.");

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
