using System.Data.Common;
using System.Net.Sockets;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>A failure of the network that a driver let through as it was.</summary>
internal sealed class BrokenConnectionException : DbException
{
    private BrokenConnectionException(Exception failure)
        : base(failure.Message, failure)
    {
    }

    /// <summary>What a call of a driver's threw, as a driver's exception.</summary>
    /// <param name="failure">The exception.</param>
    /// <param name="connection">The connection that it came from; null before there is one.</param>
    /// <returns>The driver's exception; null if it is none.</returns>
    public static DbException? Of(Exception failure, DbConnection? connection) => failure switch
    {
        DbException driver => driver,
        IOException or SocketException or TimeoutException => new BrokenConnectionException(failure),

        // Of a connection that broke, drivers say that it isn't open.
        InvalidOperationException when connection is { State: not System.Data.ConnectionState.Open } => new BrokenConnectionException(failure),
        _ => null,
    };
}
