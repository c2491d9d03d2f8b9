using System.Collections;
using System.Data;

namespace MlTrack.Stores.ModelFormat;

internal sealed partial class InputExample
{
    private static bool IsSplit(ExampleObject table) =>
        table["columns"] is List<object?> && table["data"] is List<object?>
        && table.Names.All(name => name is "columns" or "data" or "index");

    private static InputExample Split(ExampleObject? table, object example)
    {
        if (table is null || !IsSplit(table))
        {
            throw Bad(example);
        }

        List<string> names = [.. ((List<object?>)table["columns"]!).Select(name => Convert.ToString(name, System.Globalization.CultureInfo.InvariantCulture) ?? "")];
        List<object?> data = (List<object?>)table["data"]!;
        int wrong = data.FindIndex(row => row is not List<object?> cells || cells.Count != names.Count);
        return wrong >= 0
            ? throw MlErrors.InvalidValue(
                FormattableString.Invariant($"The input example's row {wrong + 1} doesn't have one value for each of its {names.Count} columns."), example)
            : OfColumns([.. names.Select((name, i) => new ExampleColumn(name, data.ConvertAll(row => ((List<object?>)row!)[i])))], data.Count, example);
    }

    private static InputExample OfRows(List<object?> rows, object example)
    {
        List<ExampleObject> objects = rows.ConvertAll(row => row as ExampleObject ?? throw Bad(example));
        IEnumerable<string> names = objects.SelectMany(row => row.Names).Distinct(StringComparer.Ordinal);
        return OfColumns([.. names.Select(name => new ExampleColumn(name, objects.ConvertAll(row => row[name])))], rows.Count, example);
    }

    // Null where the example is no table of ADO.NET.
    private static InputExample? TableOf(object example) => example switch
    {
        DataTable table => OfTable(table, table.Rows.Cast<DataRow>(), example),
        DataView view => OfTable(view.Table, view.Cast<DataRowView>().Select(row => row.Row), example),
        DataRow or DataRowView => TableOf(new[] { example }),
        string or IDictionary or Array { Length: 0 } => null,
        Array or IList or DataRowCollection => OfDataRows([.. ((IEnumerable)example).Cast<object?>()], example),
        _ => null,
    };

    private static InputExample? OfDataRows(List<object?> items, object example)
    {
        if (items.Count == 0 || !items.TrueForAll(item => item is DataRow or DataRowView))
        {
            return null;
        }

        List<DataRow> rows = items.ConvertAll(item => item as DataRow ?? ((DataRowView)item!).Row);
        return rows.TrueForAll(row => row.Table == rows[0].Table)
            ? OfTable(rows[0].Table, rows, example)
            : throw MlErrors.InvalidValue("The input example's rows are of several tables. Give those of one.", example);
    }

    private static InputExample OfTable(DataTable? table, IEnumerable<DataRow> given, object example)
    {
        List<DataRow> rows = [.. given.Where(row => row.RowState != DataRowState.Deleted)];
        IEnumerable<ExampleColumn> columns = table is null ? [] : table.Columns.Cast<DataColumn>().Select(column => new ExampleColumn(
            column.ColumnName, rows.ConvertAll(row => ExampleValue.Of(row[column])), column.DataType));
        return OfColumns([.. columns], rows.Count, example);
    }

    private static InputExample OfColumns(List<ExampleColumn> columns, int rows, object example)
    {
        string? twice = columns.GroupBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is not null ? throw MlErrors.InvalidValue($"The input example has two columns named {MlText.Show(twice)}. Rename one.", example)
            : columns.Count > 0 ? new InputExample(columns, rows)
            : throw MlErrors.InvalidValue("The input example has no columns. Give rows with names and values, or leave the example out.", example);
    }
}
