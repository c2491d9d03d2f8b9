namespace MlTrack.Stores.SystemMetrics;

/// <summary>What samples come to: averages to one decimal, but counts since the start as they were last, as in MLflow 3.17.2.</summary>
internal sealed class SystemSample
{
    private readonly Dictionary<string, (double Sum, int Count)> _averages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _counts = new(StringComparer.Ordinal);

    /// <summary>Whether nothing was read yet.</summary>
    public bool IsEmpty => _averages.Count == 0 && _counts.Count == 0;

    /// <summary>All values by name.</summary>
    public IEnumerable<KeyValuePair<string, double>> Values => _averages
        .Select(average => KeyValuePair.Create(average.Key, Math.Round(average.Value.Sum / average.Value.Count, 1)))
        .Concat(_counts);

    /// <summary>Adds a value to its average.</summary>
    /// <param name="name">MLflow's name, without <c>system/</c>.</param>
    /// <param name="value">The value.</param>
    public void Add(string name, double value)
    {
        (double sum, int count) = _averages.GetValueOrDefault(name);
        _averages[name] = (sum + value, count + 1);
    }

    /// <summary>Sets what has been counted since the start.</summary>
    /// <param name="name">MLflow's name, without <c>system/</c>.</param>
    /// <param name="value">The count.</param>
    public void Set(string name, double value) => _counts[name] = value;

    /// <summary>Forgets everything, for the next point.</summary>
    public void Clear()
    {
        _averages.Clear();
        _counts.Clear();
    }
}
