using System.Globalization;

namespace MlTrack.Bench.Reporting;

/// <summary>What a row must reach.</summary>
/// <param name="Text">As the table says it.</param>
/// <param name="Met">Whether a row reaches it; null where numbers are missing.</param>
internal sealed record Mark(string Text, Func<ReportRow, bool?> Met)
{
    public static Mark AtMost(double limit, string unit = "ms") => new(
        FormattableString.Invariant($"≤ {limit:#,0.##} {unit}"), row => row.MlTrack.Missing is null ? row.MlTrack.Median <= limit : null);

    public static Mark TimesRaw(double factor) => new(
        FormattableString.Invariant($"≤ {factor:0.##}x raw"), row => row.OverRaw is { } ratio ? ratio <= factor : null);

    /// <summary>A share of raw ADO.NET's throughput.</summary>
    public static Mark ShareOfRaw(double share) => new(
        FormattableString.Invariant($"≥ {share:0.##} of raw"), row => row.OverRaw is { } ratio ? 1 / ratio >= share : null);

    public static Mark FasterThanMlflow(double factor) => new(
        FormattableString.Invariant($"≥ {factor:0.##}x MLflow"), row => row.UnderMlflow is { } ratio ? ratio >= factor : null);

    public static Mark Is(string text, bool? met) => new(text, _ => met);

    public static string Show(double? ratio) =>
        ratio is { } value ? value.ToString(value >= 100 ? "#,0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture) + "x" : "-";
}
