namespace MlTrack.Stores.Sql.Connections;

/// <summary>What can be done about a driver's exception.</summary>
internal enum SqlFailure
{
    /// <summary>Nothing: it is told to the user.</summary>
    Final,

    /// <summary>
    /// Somebody else's work stood in the way (a deadlock, a serialization failure), and the transaction is gone: the whole of it may be
    /// done again, with what is there now.
    /// </summary>
    Conflict,

    /// <summary>A key is taken: done again, the work sees by whom.</summary>
    Taken,

    /// <summary>The schema isn't any more what it was when the store was opened: it is to be read again.</summary>
    Stale,

    /// <summary>The server can't be reached, or the connection broke: another connection may work.</summary>
    Lost,
}
