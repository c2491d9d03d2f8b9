namespace MlTrack.Bench.Timing;

/// <summary>What one contender took, one number an operation; or why it has none.</summary>
internal sealed class Sample
{
    private readonly double[] _sorted;

    private Sample(double[] sorted, string? missing)
    {
        _sorted = sorted;
        Missing = missing;
    }

    /// <summary>Why there are no numbers; null if there are.</summary>
    public string? Missing { get; }

    public int Count => _sorted.Length;

    public double Median => Quantile(0.5);

    /// <summary>The least: what the machine can do when nobody else wants it.</summary>
    public double Least => _sorted[0];

    public double LowerQuartile => Quantile(0.25);

    public double UpperQuartile => Quantile(0.75);

    public static Sample Of(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted.Length == 0 ? None("no numbers") : new(sorted, null);
    }

    public static Sample Of(double number) => new([number], null);

    public static Sample None(string why) => new([], why);

    private double Quantile(double share)
    {
        double place = share * (_sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, _sorted.Length - 1);
        return _sorted[below] + ((place - below) * (_sorted[above] - _sorted[below]));
    }
}
