namespace MlTrack.Search;

/// <summary>An attribute that a search knows, or one of a dataset's.</summary>
/// <param name="Name">The name, as documented.</param>
/// <param name="Type">What it is compared with.</param>
/// <param name="Comparators">The comparators that it knows; None for one that only orders.</param>
internal sealed record SearchAttribute(string Name, SearchValueType Type, SearchComparator Comparators)
{
    /// <summary>Other spellings, in filters and orders alike.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Other spellings, in filters only.</summary>
    public IReadOnlyList<string> FilterAliases { get; init; } = [];

    /// <summary>What people call it elsewhere, and neither filters nor orders may: errors lead on from these.</summary>
    public IReadOnlyList<string> Misnomers { get; init; } = [];

    /// <summary>Whether results can be ordered by it.</summary>
    public bool Orders { get; init; } = true;

    /// <summary>The entity that keeps it: some attributes of traces are tags or metadata of MLflow's own.</summary>
    public SearchEntity StoredAs { get; init; } = SearchEntity.Attribute;

    /// <summary>The key under which <see cref="StoredAs"/> keeps it; <see cref="Name"/> for an attribute.</summary>
    public string StoredKey { get; init; } = Name;

    /// <summary>Whether a filter may call it so.</summary>
    /// <param name="spelling">A key as the user wrote it.</param>
    /// <returns>Whether the name or an alias matches exactly.</returns>
    public bool FiltersAs(string spelling) =>
        Comparators != SearchComparator.None && (spelling == Name || Aliases.Contains(spelling) || FilterAliases.Contains(spelling));

    /// <summary>Whether an order may call it so.</summary>
    /// <param name="spelling">A key as the user wrote it.</param>
    /// <returns>Whether the name or an alias matches exactly.</returns>
    public bool OrdersAs(string spelling) => Orders && (spelling == Name || Aliases.Contains(spelling));
}
