using System.Buffers;

namespace MlTrack.Stores;

/// <summary>What is known of a CSV file: how many records it has, and what its columns are by a sample of them.</summary>
internal sealed class CsvTable
{
    private static readonly byte[] s_delimiters = ",;\t|"u8.ToArray();

    private readonly List<CsvColumn> _columns = [];
    private readonly List<List<string>>? _kept;
    private readonly ArrayBufferWriter<byte> _scratch = new();
    private readonly byte _delimiter;
    private readonly CsvScanner _scanner;
    private bool _hasHeader;

    /// <summary>Begins to read.</summary>
    /// <param name="delimiter">What stands between the fields.</param>
    /// <param name="isKept">Whether to keep the rows that are looked at.</param>
    public CsvTable(byte delimiter, bool isKept = false)
    {
        _delimiter = delimiter;
        _kept = isKept ? [] : null;
        _scanner = new CsvScanner(delimiter, Look);
    }

    /// <summary>The records below the header.</summary>
    public long Rows => Math.Max(0, _scanner.Records - 1);

    /// <summary>The rows that were kept.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Kept => _kept ?? [];

    /// <summary>Where a quote stands that nothing has closed, in bytes from the beginning; null if there is none.</summary>
    public long? OpenQuote => _scanner.OpenQuote;

    /// <summary>The columns, in their order.</summary>
    public IReadOnlyList<CsvColumn> Columns => _columns;

    /// <summary>MLflow's schema as JSON; null for an empty file.</summary>
    public string? Schema => _columns.Count == 0
        ? null
        : "{\"mlflow_colspec\": ["
            + string.Join(", ", _columns.Select(column =>
                $"{{\"type\": \"{column.Type}\", \"name\": {PlainJson.Quote(column.Name)}, "
                + $"\"required\": {(column.IsRequired ? "true" : "false")}}}"))
            + "]}";

    /// <summary>MLflow's profile of a table as JSON.</summary>
    public string Profile => FormattableString.Invariant($"{{\"num_rows\": {Rows}, \"num_elements\": {Rows * _columns.Count}}}");

    /// <summary>What stands between the fields: a tab in a .tsv file, else what the header has most of; a comma in doubt.</summary>
    /// <param name="isTabbed">Whether the file's name says tabs.</param>
    /// <param name="start">The file's first bytes.</param>
    /// <returns>The delimiter.</returns>
    public static byte Delimiter(bool isTabbed, ReadOnlySpan<byte> start)
    {
        if (isTabbed)
        {
            return (byte)'\t';
        }

        int end = start.IndexOfAny((byte)'\n', (byte)'\r');
        ReadOnlySpan<byte> header = end < 0 ? start : start[..end];
        byte best = s_delimiters[0];
        int most = 0;
        foreach (byte candidate in s_delimiters)
        {
            int count = CsvFields.Split(header, candidate).Count;
            if (count > most)
            {
                (best, most) = (candidate, count);
            }
        }

        return best;
    }

    /// <summary>Reads the next piece.</summary>
    /// <param name="piece">The bytes.</param>
    public void Append(ReadOnlySpan<byte> piece) => _scanner.Append(piece);

    /// <summary>Ends the last record.</summary>
    public void Finish() => _scanner.Finish();

    private void Look(ReadOnlyMemory<byte> record)
    {
        if (!_hasHeader)
        {
            _hasHeader = true;
            AddColumns(CsvFields.Split(record.Span, _delimiter));
            return;
        }

        CsvFieldReader fields = new(record.Span, _delimiter, _scratch);
        foreach (CsvColumn column in _columns)
        {
            column.Add(fields.Next() ? fields.Field : default);
        }

        _kept?.Add(CsvFields.Split(record.Span, _delimiter));
    }

    // As pandas names columns that have no name, or somebody else's.
    private void AddColumns(List<string> names)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            string name = names[i].Length > 0 ? names[i] : FormattableString.Invariant($"Unnamed: {i}");
            string unique = name;
            for (int number = 1; !taken.Add(unique); number++)
            {
                unique = FormattableString.Invariant($"{name}.{number}");
            }

            _columns.Add(new CsvColumn(unique));
        }
    }
}
