namespace MlTrack;

/// <summary>The kinds of store that keep experiments and runs.</summary>
public enum MlBackend
{
    /// <summary>A SQLite file, the default.</summary>
    SQLite,

    /// <summary>A MySQL or MariaDB server.</summary>
    MySQL,

    /// <summary>A PostgreSQL server.</summary>
    PostgreSQL,

    /// <summary>An MLflow tracking server, over its REST protocol.</summary>
    REST,
}
