using System.Globalization;
using System.Text;
using MlTrack.Bench.Timing;

namespace MlTrack.Bench.Reporting;

/// <summary>Prints rows as one markdown table, which is good to read on a terminal too.</summary>
internal static class Table
{
    private static readonly string[] s_heads =
        ["measure", "MlTrack", "least", "CPU", "raw ADO.NET", "MLflow", "over raw", "by CPU", "under MLflow", "by CPU", "mark", "met"];

    public static string Format(IReadOnlyList<ReportRow> rows, string mlflowVersion)
    {
        List<string[]> lines = [[.. s_heads.Select(head => head == "MLflow" ? $"MLflow {mlflowVersion}".TrimEnd() : head)]];
        foreach (ReportRow row in rows)
        {
            lines.Add(Cells(row));
        }

        int[] widths = [.. s_heads.Select((_, column) => lines.Max(line => line[column].Length))];
        StringBuilder text = new();
        foreach ((int index, string[] line) in lines.Index())
        {
            text.Append("| ").AppendJoin(" | ", line.Select((cell, column) => cell.PadRight(widths[column]))).AppendLine(" |");
            if (index == 0)
            {
                text.Append('|').AppendJoin('|', widths.Select(width => new string('-', width + 2))).AppendLine("|");
            }
        }

        foreach (ReportRow row in rows.Where(row => row.Note is not null))
        {
            text.AppendLine().Append("- ").Append(row.Measure).Append(": ").Append(row.Note);
        }

        return text.AppendLine().ToString();
    }

    /// <summary>A row by itself.</summary>
    public static string Line(ReportRow row) => string.Join(" | ", Cells(row));

    public static string Verdict(ReportRow row)
    {
        bool?[] met = [.. row.Marks.Select(mark => mark.Met(row))];
        return met.Length == 0 ? "-" : met.Contains(false) ? "NO" : met.Contains(null) ? "?" : "yes";
    }

    private static string[] Cells(ReportRow row) =>
    [
        row.Measure,
        Show(row.MlTrack, row.Unit),
        row.MlTrack.Missing is null ? Number(row.MlTrack.Least) : "-",
        double.IsNaN(row.MlTrack.Worked) ? "-" : Number(row.MlTrack.Worked),
        Show(row.Raw, row.Unit),
        Show(row.Mlflow, row.Unit),
        Mark.Show(row.OverRaw),
        Mark.Show(row.OverRawWorked),
        Mark.Show(row.UnderMlflow),
        Mark.Show(row.UnderMlflowWorked),
        row.Marks.Count == 0 ? "-" : string.Join(", ", row.Marks.Select(mark => mark.Text)),
        Verdict(row),
    ];

    private static string Show(Sample sample, string unit) =>
        sample.Missing is { } why ? why.Split(':')[0] : $"{Number(sample.Median)} {unit}".TrimEnd();

    private static string Number(double value) => value.ToString(
        Math.Abs(value) switch { >= 100 => "#,0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.###" }, CultureInfo.InvariantCulture);
}
