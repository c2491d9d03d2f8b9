using System.Data.Common;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>A statement that took too long, on a server that still answers: what it waits for, another connection would wait for too.</summary>
internal sealed class BusyServerException(DbException timeout) : DbException(timeout.Message, timeout)
{
    /// <summary>Says it of a driver's exception.</summary>
    /// <param name="failure">What a statement threw.</param>
    /// <param name="connection">Its connection.</param>
    /// <returns>Such an exception if that is what happened; else the driver's.</returns>
    public static DbException Of(DbException failure, DbConnection connection) =>
        connection.State == System.Data.ConnectionState.Open && ServerErrors.IsTimeout(failure) ? new BusyServerException(failure) : failure;
}
