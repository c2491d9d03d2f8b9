using System.Globalization;

namespace MlTrack.Stores.Sql.Readers;

/// <summary>The ids of very many runs: those of 32 hexadecimal digits, as MLflow makes them, take 16 bytes each.</summary>
internal sealed class RunIdList
{
    private const int Digits = 32;

    private readonly List<UInt128> _ids = [];
    private readonly Dictionary<int, string> _others = [];

    /// <summary>How many they are.</summary>
    public int Count => _ids.Count;

    /// <summary>Adds an id.</summary>
    /// <param name="id">The id.</param>
    public void Add(string id)
    {
        if (id.Length != Digits || !UInt128.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 number)
            || id.AsSpan().ContainsAnyInRange('A', 'F'))
        {
            _others.Add(_ids.Count, id);
            number = default;
        }

        _ids.Add(number);
    }

    /// <summary>Some of the ids.</summary>
    /// <param name="start">The first one's place.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The ids, in order.</returns>
    public IReadOnlyList<string> Range(int start, int count)
    {
        string[] range = new string[Math.Min(count, _ids.Count - start)];
        for (int i = 0; i < range.Length; i++)
        {
            range[i] = _others.TryGetValue(start + i, out string? other)
                ? other
                : _ids[start + i].ToString("x32", CultureInfo.InvariantCulture);
        }

        return range;
    }
}
