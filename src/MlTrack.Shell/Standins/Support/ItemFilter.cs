namespace MlTrack.Shell.Standins.Support;

/// <summary>Which items count.</summary>
/// <param name="Include">Patterns of names, one of which must match.</param>
/// <param name="Exclude">Patterns of names, none of which may match.</param>
/// <param name="Filter">A pattern for the provider.</param>
internal readonly record struct ItemFilter(string[]? Include, string[]? Exclude, string? Filter);
