using System.Collections.Concurrent;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Schema;

namespace MlTrack.Stores.Sql.Search;

/// <summary>
/// Whether experiments hold a good part of a store's runs. Asked once and remembered for a while: it decides only how a search goes
/// about, never what it finds.
/// </summary>
internal sealed class RunShares
{
    private const int MostRemembered = 1_000;

    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(5);

    private readonly SqlDialect _dialect;
    private readonly ConcurrentDictionary<string, Share> _known = new(StringComparer.Ordinal);

    /// <summary>Prepares; asks nothing.</summary>
    /// <param name="dialect">The engine.</param>
    public RunShares(SqlDialect dialect) => _dialect = dialect;

    /// <summary>Looks whether the experiments of a search hold a tenth of the runs or more.</summary>
    /// <param name="capabilities">What the database has.</param>
    /// <param name="search">The search.</param>
    /// <param name="ask">Asks the database; the one row says 1 or 0.</param>
    /// <returns>Whether they do; false where the engine finds the way by itself.</returns>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: an experiment id is no number.</exception>
    public bool IsGood(SchemaCapabilities capabilities, RunSearch search, Func<SqlStatement, bool> ask)
    {
        if (_dialect.RunCount is null || capabilities.Optimized || !(_dialect.TakesAnyIndex || RunSearchSql.MayBeginWithKey(search)))
        {
            return false;
        }

        if (search.ExperimentIds is not { } ids)
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
        ExperimentCondition.Append(sql, _dialect, capabilities, ids, activeOnly: true);
        sql.Append($") * 10 >= ({_dialect.RunCount}) THEN 1 ELSE 0 END");
        bool isGood = ask(sql.Build());
        _known[key] = new Share(isGood, Environment.TickCount64 + (long)s_life.TotalMilliseconds);
        return isGood;
    }

    private sealed record Share(bool IsGood, long Until);
}
