namespace MlTrack.Search;

/// <summary>A token of a filter: where it stands and what it is.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Where it starts, in characters.</param>
/// <param name="Length">How many characters it has.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, int Position, int Length)
{
    /// <summary>Where the next character stands.</summary>
    public int End => Position + Length;
}
