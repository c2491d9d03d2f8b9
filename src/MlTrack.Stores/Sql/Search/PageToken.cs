using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MlTrack.Stores.Sql.Search;

/// <summary>
/// Page tokens: the values that place a page's last row in its order, bound to the search that they belong to. Opaque to users, and
/// not secret: they hold nothing that the page didn't show.
/// </summary>
internal static class PageToken
{
    private const int Longest = 4 * 1024 * 1024;
    private const int FingerprintBytes = 12;

    /// <summary>Names a search, so that a token of another one is noticed.</summary>
    /// <param name="parts">All that decides what the search finds and in which order; null parts count.</param>
    /// <returns>A short text.</returns>
    public static string Fingerprint(IEnumerable<string?> parts)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (string? part in parts)
        {
            byte[] bytes = Encoding.Unicode.GetBytes(part ?? "");
            BitConverter.TryWriteBytes(length, part is null ? -1 : bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, FingerprintBytes));
    }

    /// <summary>Makes a token.</summary>
    /// <param name="fingerprint">The search.</param>
    /// <param name="values">The last row's values of the order's columns.</param>
    /// <returns>The token.</returns>
    public static string Create(string fingerprint, IReadOnlyList<object?> values)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(fingerprint);
            foreach (object? value in values)
            {
                json.WriteStringValue(Write(value));
            }

            json.WriteEndArray();
        }

        // The alphabet that URLs leave as it is.
        return Convert.ToBase64String(buffer.WrittenSpan).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>Reads a token.</summary>
    /// <param name="token">The token as the user gave it.</param>
    /// <param name="fingerprint">The search that it must belong to.</param>
    /// <param name="count">How many values it must have.</param>
    /// <returns>The values; none for a token that starts from the beginning.</returns>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: it is no token, or one of another search.</exception>
    public static IReadOnlyList<object?> Read(string token, string fingerprint, int count)
    {
        string[] parts = Parts(token) ?? throw Invalid(token, "is no page token");
        if (parts.Length == 0 || parts[0] != fingerprint)
        {
            throw Invalid(token, "belongs to another search");
        }

        if (parts.Length == 1)
        {
            // A page of no rows, which only a search for none of the registered models has: the next one begins at the beginning.
            return [];
        }

        object?[] values = new object?[count];
        bool whole = parts.Length == count + 1;
        for (int i = 0; whole && i < count; i++)
        {
            whole = TryRead(parts[i + 1], out values[i]);
        }

        return whole ? values : throw Invalid(token, "is damaged");
    }

    private static string[]? Parts(string token)
    {
        if (token.Length > Longest)
        {
            return null;
        }

        string padded = token.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (token.Length % 4)) % 4);
        byte[] bytes = new byte[padded.Length];
        if (!Convert.TryFromBase64String(padded, bytes, out int written))
        {
            return null;
        }

        try
        {
            return PlainJson.ReadArray(bytes.AsSpan(0, written));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static MlException Invalid(string token, string what) => MlErrors.InvalidValue(
        $"{MlText.Show(token)} {what}. Give the token that came with the page before, with the same filter, order and experiments, or none "
        + "for the first page.",
        token);

    private static string Write(object? value) => value switch
    {
        null or DBNull => "n",
        string text => "s" + text,
        double number => "d" + number.ToString("R", CultureInfo.InvariantCulture),
        _ => "i" + Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
    };

    private static bool TryRead(string? part, out object? value)
    {
        value = null;
        switch (part)
        {
            case "n":
                return true;
            case ['s', .. string text]:
                value = text;
                return true;
            case ['d', .. string number] when double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double real):
                value = real;
                return true;
            case ['i', .. string digits] when long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole):
                value = whole;
                return true;
            default:
                return false;
        }
    }
}
