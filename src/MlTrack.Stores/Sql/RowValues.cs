using System.Text;

namespace MlTrack.Stores.Sql;

/// <summary>Writes many rows by statements with a list of VALUES.</summary>
internal sealed class RowValues : RowStatement
{
    // Enough that a round trip is worth it, and far from the size that servers refuse (max_allowed_packet, 16 MB by default).
    private const int MostParameters = 6000;
    private const int MostCharacters = 1_000_000;

    private readonly string _start;
    private readonly string _end;

    /// <summary>Keeps the statement.</summary>
    /// <param name="start">Its beginning, up to VALUES.</param>
    /// <param name="end">What stands behind the values.</param>
    public RowValues(string start, string end)
    {
        _start = start;
        _end = end;
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> For(IReadOnlyList<object?[]> rows)
    {
        StringBuilder text = new();
        List<object?> values = [];
        int characters = 0;
        foreach (object?[] row in rows)
        {
            text.Append(values.Count == 0 ? _start : ", ");
            for (int i = 0; i < row.Length; i++)
            {
                text.Append(i == 0 ? "(@p" : ", @p").Append(values.Count);
                values.Add(row[i]);
                characters += row[i] is string value ? value.Length : 0;
            }

            text.Append(')');
            if (values.Count + row.Length > MostParameters || characters > MostCharacters)
            {
                yield return new SqlStatement(text.Append(_end).ToString(), values);
                text.Clear();
                values = [];
                characters = 0;
            }
        }

        if (values.Count > 0)
        {
            yield return new SqlStatement(text.Append(_end).ToString(), values);
        }
    }
}
