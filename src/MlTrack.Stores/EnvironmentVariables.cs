using System.Globalization;

namespace MlTrack.Stores;

/// <summary>Reads environment variables. Empty ones count as unset; a malformed one is an error that names it.</summary>
internal static class EnvironmentVariables
{
    public static string? Text(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    public static bool Flag(string name, bool fallback)
    {
        string? value = Text(name);
        return value is null ? fallback : value.ToLowerInvariant() switch
        {
            "true" or "1" => true,
            "false" or "0" => false,
            _ => throw Malformed(name, value, "true or false"),
        };
    }

    /// <summary>A number of 0 or more; null when unset.</summary>
    public static double? Number(string name, double maximum)
    {
        string? value = Text(name);
        if (value is null)
        {
            return null;
        }

        return double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number <= maximum
            ? number
            : throw Malformed(name, value, FormattableString.Invariant($"a number from 0 to {maximum}"));
    }

    /// <summary>A whole number; null when unset.</summary>
    public static int? Whole(string name, int minimum, int maximum)
    {
        string? value = Text(name);
        return value is null ? null
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum ? number
            : throw Malformed(name, value, FormattableString.Invariant($"a whole number from {minimum} to {maximum}"));
    }

    public static MlException Malformed(string name, string value, string expected) => MlErrors.InvalidValue(
        $"The environment variable {name} is {MlText.Show(value)}. Set it to {expected}, or remove it.", value);
}
