namespace MlTrack.Stores.Sql.Readers;

/// <summary>Shares equal texts while rows are read: ten thousand runs have the same ten keys.</summary>
internal sealed class TextPool
{
    // Beyond this the texts are no keys that repeat, and remembering them would only cost memory.
    private const int Limit = 10_000;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    /// <summary>The first of all equal texts that came along.</summary>
    /// <param name="text">A text.</param>
    /// <returns>The shared one.</returns>
    public string Share(string text)
    {
        if (_texts.TryGetValue(text, out string? shared))
        {
            return shared;
        }

        if (_texts.Count < Limit)
        {
            _texts.Add(text);
        }

        return text;
    }
}
