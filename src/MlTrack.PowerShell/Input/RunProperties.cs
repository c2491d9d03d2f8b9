using MlTrack.Output;
using MlTrack.Search;
using MlTrack.Stores;

namespace MlTrack.Input;

/// <summary>The columns that -Property names, some of them by wildcards: what a search has to load.</summary>
internal sealed class RunProperties
{
    private const string WildcardSigns = "*?[`";

    private readonly List<NamePattern> _patterns = [];

    /// <summary>Reads and checks the names.</summary>
    /// <param name="names">Column names of -AsTable, or patterns.</param>
    /// <exception cref="MlException">A name is empty, or names no column.</exception>
    public RunProperties(IReadOnlyList<string?>? names)
    {
        if (names is { Count: 0 })
        {
            throw MlErrors.InvalidValue("-Property names no column. Leave it out to get everything.", names);
        }

        foreach (string? name in names ?? [null])
        {
            if (string.IsNullOrEmpty(name))
            {
                throw MlErrors.InvalidValue("-Property has an empty entry. Name columns such as run_id, metrics.rmse or params.*.", name);
            }

            NamePattern pattern = new(name);
            _patterns.Add(pattern.IsPattern || Literal(pattern.Literal) is not null ? pattern : throw Unknown(pattern.Literal));
        }

        foreach ((RunColumns part, string prefix) in TableColumn.Prefixes)
        {
            Parts |= _patterns.Exists(pattern => Reaches(pattern, prefix)) ? part : RunColumns.Attributes;
            Whole |= _patterns.Exists(pattern => pattern.Text == "*" || pattern.Text == prefix + "*") ? part : RunColumns.Attributes;
            Matched |= _patterns.Exists(pattern => pattern.IsPattern && Reaches(pattern, prefix)) ? part : RunColumns.Attributes;
        }
    }

    /// <summary>The parts of runs that the names can lead to.</summary>
    public RunColumns Parts { get; }

    /// <summary>The parts of which every key is named (<c>metrics.*</c>).</summary>
    public RunColumns Whole { get; }

    /// <summary>The parts that wildcards can lead to: which of their keys are named, only the store can tell.</summary>
    public RunColumns Matched { get; }

    /// <summary>Finds the columns.</summary>
    /// <param name="keys">The keys among the runs; those of <see cref="Matched"/> are needed.</param>
    /// <returns>The columns in the order named, each once; those of one pattern in the order of the whole table.</returns>
    public IReadOnlyList<TableColumn> Columns(RunKeys keys)
    {
        List<TableColumn> all = [.. TableColumn.All(keys)];
        List<TableColumn> columns = [];
        foreach (NamePattern pattern in _patterns)
        {
            columns.AddRange(pattern.IsPattern ? Matches(pattern, all) : [Literal(pattern.Literal)!.Value]);
        }

        return [.. columns.Distinct()];
    }

    private static List<TableColumn> Matches(NamePattern pattern, List<TableColumn> all)
    {
        List<TableColumn> exact = all.FindAll(column => column.Name == pattern.Text);
        return exact.Count > 0 ? exact : all.FindAll(column => pattern.IsMatch(column.Name));
    }

    private static TableColumn? Literal(string name)
    {
        foreach ((RunColumns part, string prefix) in TableColumn.Prefixes)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return new TableColumn(part, name[prefix.Length..]);
            }
        }

        return TableColumn.Attributes.Contains(name) ? new TableColumn(RunColumns.Attributes, name) : null;
    }

    // What stands in front of the first wildcard must agree with the prefix as far as both go.
    private static bool Reaches(NamePattern pattern, string prefix)
    {
        if (!pattern.IsPattern)
        {
            return pattern.Literal.StartsWith(prefix, StringComparison.Ordinal);
        }

        int wildcard = pattern.Text.AsSpan().IndexOfAny(WildcardSigns);
        int length = Math.Min(wildcard, prefix.Length);
        return string.Compare(pattern.Text, 0, prefix, 0, length, StringComparison.OrdinalIgnoreCase) == 0;
    }

    private static MlException Unknown(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        List<string> prefixes = [.. TableColumn.Prefixes.Select(prefix => prefix.Value)];

        // What filters and orders call run_name has its column among the tags.
        string? meant = name.ToUpperInvariant() is "NAME" or "RUN_NAME" or "RUNNAME" ? "tags." + MlTags.RunName
            : dot < 0
            ? Suggestions.Nearest(name, TableColumn.Attributes)
            : Suggestions.Nearest(name[..(dot + 1)], prefixes) + name[(dot + 1)..];
        bool isMeant = meant is not null && Literal(meant) is not null;
        string hint = isMeant
            ? $"Did you mean {MlText.Show(meant!)}?"
            : $"There is {FilterErrors.Or([.. TableColumn.Attributes, .. prefixes.Select(prefix => prefix + "<key>")])}.";
        return MlErrors.InvalidValue($"Runs have no column {MlText.Show(name)}. {hint}", name);
    }
}
