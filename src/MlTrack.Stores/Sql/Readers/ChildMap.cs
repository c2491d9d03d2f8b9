using System.Collections.ObjectModel;

namespace MlTrack.Stores.Sql.Readers;

/// <summary>Key-value rows of many owners, read by one statement and dealt out to their owners.</summary>
/// <typeparam name="T">The values.</typeparam>
internal sealed class ChildMap<T>
{
    private readonly Dictionary<string, T>?[] _children;
    private readonly List<KeyValuePair<string, T>> _pending = [];
    private int _owner = -1;

    public ChildMap(int owners) => _children = new Dictionary<string, T>?[owners];

    /// <summary>Adds a row.</summary>
    /// <param name="owner">The owner's place.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public void Add(int owner, string key, T value)
    {
        if (owner != _owner)
        {
            Settle();
            _owner = owner;
        }

        _pending.Add(new(key, value));
    }

    /// <summary>The rows of an owner, once all have been added.</summary>
    /// <param name="owner">The owner's place.</param>
    /// <returns>Its dictionary, with exact keys.</returns>
    public ReadOnlyDictionary<string, T> Of(int owner)
    {
        Settle();
        return _children[owner] is { } children ? new(children) : ReadOnlyDictionary<string, T>.Empty;
    }

    // Rows of an owner come one after the other as a rule, so that its dictionary can be made in its size.
    private void Settle()
    {
        if (_pending.Count == 0)
        {
            return;
        }

        Dictionary<string, T> children = _children[_owner] ??= new(_pending.Count, StringComparer.Ordinal);
        foreach ((string key, T value) in _pending)
        {
            children[key] = value;
        }

        _pending.Clear();
    }
}
