using MlTrack.Search;

namespace MlTrack;

/// <summary>Helps scripts that build filters: makes values and keys safe to put into one.</summary>
public static class MlFilter
{
    /// <summary>Writes a value as a literal: <c>"params.owner = $([MlTrack.MlFilter]::Quote($owner))"</c>.</summary>
    /// <remarks>
    /// Not for lists, see <see cref="QuoteList(string[])"/>. Filters know no escapes, so the quotes are chosen after what the value holds. A value
    /// with both kinds of quotes, or with a backslash at its end, is put between dollar marks (<c>$$it's "so"$$</c>): databases find it;
    /// an MLflow server has no literal for it and refuses the filter.
    /// </remarks>
    /// <param name="value">Any text; null counts as the empty one.</param>
    /// <returns>The literal with its quotes.</returns>
    public static string Quote(string? value)
    {
        value ??= "";
        bool single = value.Contains('\'', StringComparison.Ordinal);
        bool twofold = value.Contains('"', StringComparison.Ordinal);
        if (!value.EndsWith('\\') && !(single && twofold))
        {
            return single ? $"\"{value}\"" : $"'{value}'";
        }

        // The first place where the mark stands must be behind the value, also when the value ends with the start of a mark.
        string mark = "$$";
        for (int i = 1; (value + mark).IndexOf(mark, StringComparison.Ordinal) < value.Length; i++)
        {
            mark = FormattableString.Invariant($"$q{i}$");
        }

        return mark + value + mark;
    }

    /// <summary>
    /// Writes a list for IN and NOT IN: <c>"run_id IN $([MlTrack.MlFilter]::QuoteList($ids))"</c>. Lists know escapes, unlike other
    /// values, so any text can stand in one, for databases and servers alike.
    /// </summary>
    /// <param name="values">The texts; at least one.</param>
    /// <returns>The list with its parentheses.</returns>
    /// <exception cref="MlException">There is no text, and filters know no empty lists.</exception>
    public static string QuoteList(IEnumerable<string?>? values)
    {
        // PowerShell's $null comes here, where a search before found nothing.
        string list = string.Join(", ", (values ?? []).Select(value => $"'{ListText.Escape(value ?? "")}'"));
        return list.Length > 0 ? $"({list})" : throw MlErrors.InvalidValue("A list in a filter needs at least one text; leave the comparison out, or don't search, where there is none.", values);
    }

    /// <summary>The same for PowerShell, whose arrays and single texts convert to this and to no other sequence.</summary>
    /// <remarks>Not <c>params</c>: PowerShell then takes an array for one text.</remarks>
    /// <param name="values">The texts; at least one.</param>
    /// <returns>The list with its parentheses.</returns>
    /// <exception cref="MlException">There is no text, and filters know no empty lists.</exception>
    public static string QuoteList(string?[]? values) => QuoteList(values?.AsEnumerable());

    /// <summary>Writes a key so that it can stand behind an entity: <c>"metrics.$([MlTrack.MlFilter]::QuoteKey($key)) &gt; 0"</c>.</summary>
    /// <param name="key">The key of a metric, param or tag.</param>
    /// <returns>The key itself if it is plain, else in backticks (or double quotes if it holds a backtick).</returns>
    /// <exception cref="MlException">The key is empty or holds both backticks and double quotes; no such key can be stored.</exception>
    public static string QuoteKey(string? key)
    {
        if (string.IsNullOrEmpty(key))
        {
            throw MlErrors.InvalidName("A key must not be empty.", key);
        }

        return TryQuoteKey(key)
            ?? throw MlErrors.InvalidName($"The key {MlText.Show(key)} can't be written in a filter, and no store can hold it.", key);
    }

    /// <summary>The same for any key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The key with its quotes; null if no quotes fit.</returns>
    internal static string? TryQuoteKey(string key)
    {
        if (Array.TrueForAll(key.Split('.'), IsPlain))
        {
            return key;
        }

        if (!key.Contains('`', StringComparison.Ordinal))
        {
            return $"`{key}`";
        }

        return key.Contains('"', StringComparison.Ordinal) || key.EndsWith('\\') ? null : $"\"{key}\"";
    }

    // MLflow takes these for keywords even behind a dot.
    private static bool IsPlain(string part) =>
        part.Length > 0 && (char.IsAsciiLetter(part[0]) || part[0] == '_') && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        && part.ToUpperInvariant() is not ("CASE" or "IN" or "VALUES" or "USING" or "FROM" or "AS");
}
