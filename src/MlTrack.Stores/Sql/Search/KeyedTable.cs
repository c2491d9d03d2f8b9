namespace MlTrack.Stores.Sql.Search;

/// <summary>A table of keys and values that belong to what is searched.</summary>
/// <param name="Name">The table.</param>
/// <param name="Columns">The columns, apart from the key, that tie a row to its owner: its primary key holds the key and these.</param>
internal sealed record KeyedTable(string Name, IReadOnlyList<string> Columns);
