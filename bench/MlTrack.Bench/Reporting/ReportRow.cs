using MlTrack.Bench.Timing;

namespace MlTrack.Bench.Reporting;

/// <summary>One line of the table: the same work by each contender.</summary>
/// <param name="Measure">What was measured.</param>
internal sealed record ReportRow(string Measure)
{
    public string Unit { get; init; } = "ms";

    public Sample MlTrack { get; init; } = Sample.None("-");

    public Sample Raw { get; init; } = Sample.None("-");

    public Sample Mlflow { get; init; } = Sample.None("-");

    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>What one must know to read the numbers; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>How many times as long MlTrack takes as raw ADO.NET; null if one of them is missing.</summary>
    public double? OverRaw => Ratio(MlTrack, Raw);

    /// <summary>How many times as long MLflow takes as MlTrack.</summary>
    public double? UnderMlflow => Ratio(Mlflow, MlTrack);

    /// <summary><see cref="OverRaw"/> by what the processors worked.</summary>
    public double? OverRawWorked => WorkRatio(MlTrack, Raw);

    /// <summary><see cref="UnderMlflow"/> by what the processors worked.</summary>
    public double? UnderMlflowWorked => WorkRatio(Mlflow, MlTrack);

    private static double? WorkRatio(Sample one, Sample other) =>
        one.Worked / other.Worked is var ratio && double.IsFinite(ratio) ? ratio : null;

    private static double? Ratio(Sample one, Sample other) =>
        one.Missing is null && other.Missing is null && other.Median > 0 ? one.Median / other.Median : null;
}
