using System.Collections.Concurrent;
using MlTrack.Stores.Sql.Dialects;

namespace MlTrack.Stores.Sql.Search;

/// <summary>
/// Whether experiments hold a good part of a store's runs. Asked once and remembered for a while: it decides only how a search goes
/// about, never what it finds.
/// </summary>
internal sealed class RunShares
{
    private const int MostRemembered = 1_000;

    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Share> _known = new(StringComparer.Ordinal);

    /// <summary>Looks whether the experiments of a search hold a tenth of the runs or more.</summary>
    /// <param name="query">The search; all that come here are of one database.</param>
    /// <param name="ask">Asks the database; the one row says 1 or 0.</param>
    /// <returns>Whether they do; false where the engine finds the way by itself.</returns>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: an experiment id is no number.</exception>
    public bool IsGood(RunQuery query, Func<SqlStatement, bool> ask)
    {
        SqlDialect dialect = query.Dialect;
        if (dialect.RunCount is null || query.Capabilities.Optimized
            || !(dialect.TakesAnyIndex || query.Comparisons.Any(SearchConditions.IsValueOfKey)))
        {
            return false;
        }

        if (query.Search.ExperimentIds is not { } ids)
        {
            return true;
        }

        string key = string.Join(',', ids);
        if (_known.TryGetValue(key, out Share? known) && known.Until > Environment.TickCount64)
        {
            return known.IsGood;
        }

        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        SqlBuilder sql = new();
        sql.Append("SELECT CASE WHEN (SELECT COUNT(*) FROM runs t WHERE ");
        ExperimentCondition.Append(sql, dialect, query.Capabilities, ids, activeOnly: true);
        sql.Append($") * 10 >= ({dialect.RunCount}) THEN 1 ELSE 0 END");
        bool isGood = ask(sql.Build());
        _known[key] = new Share(isGood, Environment.TickCount64 + (long)s_life.TotalMilliseconds);
        return isGood;
    }

    private sealed record Share(bool IsGood, long Until);
}
