using System.Data;
using System.Globalization;

namespace MlTrack.Stores;

public static partial class DatasetFile
{
    private const int LongestTable = 16 << 20;

    /// <summary>Whether a file's name says that it is one of the CSV files whose columns are read.</summary>
    /// <param name="path">The path.</param>
    /// <returns>True for .csv, .tsv and .tab, in any case.</returns>
    public static bool IsTable(string? path) => Path.GetExtension(path)?.ToUpperInvariant() is ".CSV" or ".TSV" or ".TAB";

    /// <summary>Reads a CSV file as a table, with the delimiter, names and types of columns that <see cref="Describe"/> finds.</summary>
    /// <param name="path">Its full path; a missing one is RESOURCE_DOES_NOT_EXIST. It may have up to 16 MiB.</param>
    /// <returns>The table; missing values are DBNull.</returns>
    public static DataTable ReadTable(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return File.Exists(path) ? OfTable(path) : throw ArtifactErrors.SourceNotFound(path);
        }
        catch (Exception failure) when (LocalErrors.Covers(failure))
        {
            throw LocalErrors.Reading(path, failure);
        }
    }

    private static DataTable OfTable(string path)
    {
        if (SpecialFiles.IsSpecial(path))
        {
            throw ArtifactErrors.NotRegular(path);
        }

        if (new FileInfo(path).Length > LongestTable)
        {
            throw MlErrors.InvalidValue($"{MlText.Show(path)} is longer than 16 MiB. Give a file with a few of its rows.", path);
        }

        ReadOnlySpan<byte> content = WithoutMark(path, File.ReadAllBytes(path));
        CsvTable rows = new(CsvTable.Delimiter(Path.GetExtension(path).ToUpperInvariant() is not ".CSV", content), isKept: true);
        rows.Append(content);
        rows.Finish();
        CheckQuotes(path, rows);
        if (rows.Kept.Count != rows.Rows)
        {
            throw MlErrors.InvalidValue($"{MlText.Show(path)} has a row longer than 1 MiB. Leave it out.", path);
        }

        DataTable table = new() { Locale = CultureInfo.InvariantCulture };
        foreach (CsvColumn column in rows.Columns)
        {
            table.Columns.Add(column.Name, column.NetType);
        }

        foreach (IReadOnlyList<string> row in rows.Kept)
        {
            table.Rows.Add([.. rows.Columns.Select((column, i) => column.Read(i < row.Count ? row[i] : "") ?? DBNull.Value)]);
        }

        return table;
    }

    // pandas refuses such a file too; all that follows the quote would be one value.
    private static void CheckQuotes(string path, CsvTable? table)
    {
        if (table?.OpenQuote is { } position)
        {
            throw MlErrors.InvalidValue(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{MlText.Show(path)} has a quote in line {LineOf(path, position)} that is never closed. Close it, or write two of them where it is content."),
                path);
        }
    }

    private static long LineOf(string path, long position)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = stream.ReadByte() == 0xEF ? 3 : 0;
        long line = 1;
        int before = 0;
        for (long i = 0; i < position; i++)
        {
            int next = stream.ReadByte();
            line += next == '\r' || (next == '\n' && before != '\r') ? 1 : 0;
            before = next;
        }

        return line;
    }
}
