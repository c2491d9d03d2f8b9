namespace MlTrack.Stores.Sql.Readers;

/// <summary>Shares equal texts while rows are read: ten thousand runs have the same ten keys.</summary>
internal sealed class TextPool
{
    // Beyond this the texts are no keys that repeat, and remembering them would only cost memory.
    private const int Limit = 10_000;

    // By hash alone, so that a text can be looked for before it is one. The second of two texts with one hash isn't shared.
    private readonly Dictionary<int, string> _texts = [];

    /// <summary>The first of all equal texts that came along.</summary>
    /// <param name="text">A text.</param>
    /// <returns>The shared one.</returns>
    public string Share(string text) => Find(text, out int hash) ?? Keep(hash, text);

    /// <inheritdoc cref="Share(string)"/>
    public string Share(ReadOnlySpan<char> text) => Find(text, out int hash) ?? Keep(hash, text.ToString());

    private string? Find(ReadOnlySpan<char> text, out int hash)
    {
        hash = string.GetHashCode(text);
        return _texts.TryGetValue(hash, out string? shared) && text.SequenceEqual(shared) ? shared : null;
    }

    private string Keep(int hash, string text)
    {
        if (_texts.Count < Limit)
        {
            _texts.TryAdd(hash, text);
        }

        return text;
    }
}
