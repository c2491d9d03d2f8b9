namespace MlTrack.Stores;

/// <summary>An entry that was not stored, and why.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Error">Why it was refused, or could not be stored.</param>
public sealed record LogFailure(LogEntry Entry, MlException Error);
