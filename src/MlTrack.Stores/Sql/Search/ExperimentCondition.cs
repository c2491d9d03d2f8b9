using MlTrack.Search;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Schema;

namespace MlTrack.Stores.Sql.Search;

/// <summary>The condition that something belongs to certain experiments.</summary>
internal static class ExperimentCondition
{
    /// <summary>Writes the condition on <c>t.experiment_id</c>.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="capabilities">What the database has.</param>
    /// <param name="ids">The experiments; any number of them, unknown ones too. Null for all.</param>
    /// <param name="activeOnly">Whether 'all' leaves deleted experiments out.</param>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: an id is no whole number.</exception>
    public static void Append(
        SqlBuilder sql, SqlDialect dialect, SchemaCapabilities capabilities, IReadOnlyList<string>? ids, bool activeOnly)
    {
        // No index serves a sum.
        string column = capabilities.SearchesMost && dialect.TakesAnyIndex ? "t.experiment_id + 0" : "t.experiment_id";
        List<string> conditions = [];
        if (ids is null && activeOnly)
        {
            conditions.Add("e.lifecycle_stage = 'active'");
        }

        if (capabilities.Workspaces)
        {
            conditions.Add("e.workspace = 'default'");
        }

        if (ids is not null)
        {
            AppendIds(sql, dialect, column, Parse(ids));
        }

        if (conditions.Count > 0)
        {
            sql.Append(ids is null ? "" : "\n AND ")
                .Append($"{column} IN (SELECT e.experiment_id FROM experiments e WHERE {string.Join(" AND ", conditions)})");
        }
        else if (ids is null)
        {
            sql.Append("1 = 1");
        }
    }

    private static void AppendIds(SqlBuilder sql, SqlDialect dialect, string column, List<long> ids)
    {
        if (ids.Count == 1)
        {
            // Equality lets an index on the experiment and the time give the order, which a list can't.
            sql.Append(column).Append(" = ").Value(ids[0]);
        }
        else
        {
            dialect.AppendIn(sql, column, ids, contained: true);
        }
    }

    private static List<long> Parse(IReadOnlyList<string> ids)
    {
        HashSet<long> numbers = new(ids.Count);
        foreach (string? id in ids)
        {
            numbers.Add(WholeNumber.TryParse(id, out long number) ? number : throw MlErrors.InvalidId(
                $"{MlText.Show(id)} is no experiment id: a database numbers its experiments. Get-MlExperiment lists them.", id));
        }

        return [.. numbers];
    }
}
