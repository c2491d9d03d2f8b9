namespace MlTrack.Search;

/// <summary>A key that has been understood: what it names and how it can be compared.</summary>
/// <param name="Entity">The entity that keeps it.</param>
/// <param name="Key">The key: an attribute's own name, or the free key of a metric, param or tag.</param>
/// <param name="Type">What it is compared with.</param>
/// <param name="Comparators">The comparators that it knows.</param>
/// <param name="Name">How a message calls it: <c>params.lr</c>, <c>start_time</c>.</param>
internal sealed record SearchField(
    SearchEntity Entity, string Key, SearchValueType Type, SearchComparator Comparators, string Name);
