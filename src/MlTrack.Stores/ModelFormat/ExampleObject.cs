namespace MlTrack.Stores.ModelFormat;

/// <summary>Names and values of an input example, in the order in which they were given.</summary>
internal sealed class ExampleObject
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The value of a name; null if there is none.</summary>
    /// <param name="name">The name.</param>
    public object? this[string name]
    {
        get => _values.GetValueOrDefault(name);
        set
        {
            if (!_values.ContainsKey(name))
            {
                _names.Add(name);
            }

            _values[name] = value;
        }
    }
}
