namespace MlTrack.Bench.Timing;

/// <summary>What one contender took, one number an operation; or why it has none.</summary>
internal sealed class Sample
{
    private readonly double[] _sorted;

    private Sample(double[] sorted, double worked, string? missing)
    {
        _sorted = sorted;
        Worked = worked;
        Missing = missing;
    }

    /// <summary>Why there are no numbers; null if there are.</summary>
    public string? Missing { get; }

    public int Count => _sorted.Length;

    public double Median => Quantile(_sorted, 0.5);

    /// <summary>The least: what the machine can do when nobody else wants it.</summary>
    public double Least => _sorted[0];

    public double LowerQuartile => Quantile(_sorted, 0.25);

    public double UpperQuartile => Quantile(_sorted, 0.75);

    /// <summary>
    /// The median of the processors' milliseconds for one operation, which other work on the machine hardly moves; NaN where nobody
    /// looked.
    /// </summary>
    public double Worked { get; }

    public static Sample Of(IEnumerable<double> numbers, IEnumerable<double>? worked = null)
    {
        double[] sorted = [.. numbers.Order()];
        double[] work = [.. (worked ?? []).Order()];
        return sorted.Length == 0 ? None("no numbers") : new(sorted, work.Length == 0 ? double.NaN : Quantile(work, 0.5), null);
    }

    public static Sample Of(double number, double worked = double.NaN) => new([number], worked, null);

    public static Sample None(string why) => new([], double.NaN, why);

    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
