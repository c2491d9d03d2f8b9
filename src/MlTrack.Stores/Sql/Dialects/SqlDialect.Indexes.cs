using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Schema;

namespace MlTrack.Stores.Sql.Dialects;

// The optional indexes, and the statistics that they need to be of use.
internal abstract partial class SqlDialect
{
    /// <summary>The indexes that make searches of large databases faster.</summary>
    public abstract IReadOnlyList<OptionalIndex> OptionalIndexes { get; }

    /// <summary>Lists MlTrack's own indexes: rows of name and, where the engine keeps it, the statement that made it.</summary>
    public abstract string ListOptionalIndexes { get; }

    /// <summary>
    /// A query for the owners of the tables whose rights the user hasn't, each with the statement that gives them; null where indexes need
    /// a right that can be granted.
    /// </summary>
    public virtual string? ListOtherOwners => null;

    /// <summary>Whether an index is what MlTrack makes: migrations copy tables, and may lose the order of a column on the way.</summary>
    /// <param name="index">The index.</param>
    /// <param name="statement">The statement that made it.</param>
    /// <returns>Whether it is.</returns>
    public abstract bool IsIntact(OptionalIndex index, string? statement);

    /// <summary>A statement that creates an index.</summary>
    /// <param name="index">The index.</param>
    /// <returns>The statement.</returns>
    public virtual string CreateIndex(OptionalIndex index) => $"CREATE INDEX {index.Name} ON {index.Table} ({index.Columns})";

    /// <summary>A statement that removes an index, which is there.</summary>
    /// <param name="index">The index.</param>
    /// <returns>The statement.</returns>
    public abstract string DropIndex(OptionalIndex index);

    /// <summary>Whether the engine knows how the data is spread.</summary>
    /// <param name="session">A session.</param>
    /// <returns>Whether there are statistics on runs.</returns>
    public abstract bool HasStatistics(SqlSession session);

    /// <summary>Lets the engine look how the data is spread now.</summary>
    /// <param name="session">A session in a transaction that writes.</param>
    public abstract void RefreshStatistics(SqlSession session);

    /// <summary>Takes the statistics away, so that the engine plans as it did before.</summary>
    /// <param name="session">A session in a transaction that writes.</param>
    public abstract void RemoveStatistics(SqlSession session);
}
