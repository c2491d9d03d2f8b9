namespace MlTrack.Search;

/// <summary>One way in which a filter or order may go on.</summary>
/// <param name="Text">The whole text with the word that was completed.</param>
/// <param name="Word">That word alone, to show.</param>
internal sealed record SearchCandidate(string Text, string Word);
