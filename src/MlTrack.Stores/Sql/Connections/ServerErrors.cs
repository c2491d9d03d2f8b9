using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using MlTrack.Stores.Uris;
using MySqlConnector;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>What the failures mean that lie before any server's own answer: the network and TLS.</summary>
internal static class ServerErrors
{
    /// <summary>Whether trying again can't help: the host has no address, its certificate is refused, a file isn't there.</summary>
    /// <param name="exception">The driver's exception.</param>
    /// <returns>Whether it is final.</returns>
    public static bool IsFinal(Exception exception) => Inner(exception).Any(inner =>
        inner is AuthenticationException or CryptographicException or FileNotFoundException or DirectoryNotFoundException
            or SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData });

    /// <summary>Whether a driver gave up waiting for an answer.</summary>
    /// <param name="exception">The driver's exception.</param>
    /// <returns>Whether it did.</returns>
    public static bool IsTimeout(Exception exception) => Inner(exception).Any(inner =>
        inner is TimeoutException or MySqlException { ErrorCode: MySqlErrorCode.CommandTimeoutExpired });

    /// <summary>The error for a server that can't be reached, or with which no protected connection comes about.</summary>
    /// <param name="name">The database in words.</param>
    /// <param name="server">The server in words.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="exception">The driver's exception.</param>
    /// <returns>The exception to throw.</returns>
    public static MlException Unreachable(string name, string server, DatabaseAddress address, Exception exception)
    {
        MlException Error(MlErrorCode code, string what) => new(code, MlEntity.None, $"{name} {what}", address.Uri, exception);
        foreach (Exception inner in Inner(exception))
        {
            switch (inner)
            {
                case AuthenticationException or CryptographicException:
                    return Error(MlErrorCode.TemporarilyUnavailable, Refused(address, inner));
                case FileNotFoundException or DirectoryNotFoundException:
                    return Error(MlErrorCode.TemporarilyUnavailable, $"can't be connected to: {inner.Message}");
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData }:
                    return Error(MlErrorCode.TemporarilyUnavailable, "can't be found: the host has no address. Check its name in the tracking URI.");
                case TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut }:
                    return Error(
                        MlErrorCode.TemporarilyUnavailable, "didn't answer in time. Try again, or wait longer with -TimeoutSec of Set-MlTrackingUri.");
                case { } when MissingSocket(address) is { } missing:
                    return Error(MlErrorCode.TemporarilyUnavailable, $"can't be reached: {missing}");
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return Error(
                        MlErrorCode.TemporarilyUnavailable,
                        $"can't be reached: nothing listens there. Start {server}, or check host and port in the tracking URI.");
                default:
                    break;
            }
        }

        return Error(MlErrorCode.TemporarilyUnavailable, "can't be reached: the connection broke, or couldn't be made. Try again.");
    }

    /// <summary>The error for a server that answers, but does something else first.</summary>
    /// <param name="name">The database in words.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="exception">The driver's exception.</param>
    /// <returns>The exception to throw.</returns>
    public static MlException Busy(string name, DatabaseAddress address, Exception exception) => new(
        MlErrorCode.TemporarilyUnavailable, MlEntity.None,
        $"{name} was too busy with other work to do this in time. Try again, or wait longer with -TimeoutSec of Set-MlTrackingUri.",
        address.Uri, exception);

    private static string? MissingSocket(DatabaseAddress address)
    {
        if (address.Options.Socket is not { } place)
        {
            return null;
        }

        bool isFolder = address.Backend == MlBackend.PostgreSQL;
        string socket = isFolder ? Path.Combine(place, FormattableString.Invariant($".s.PGSQL.{address.Port}")) : place;
        return File.Exists(socket)
            ? null
            : $"there is no socket {MlText.Show(socket)}. Start the server, or check {(isFolder ? "host and port" : "unix_socket")} in the tracking URI.";
    }

    private static string Refused(DatabaseAddress address, Exception inner)
    {
        string why = address.Options.Tls >= DatabaseTls.VerifyAuthority && inner is AuthenticationException ? inner.Message
            : "no protected connection comes about";
        string key = address.Backend == MlBackend.MySQL ? "ssl_ca" : "sslrootcert";
        return $"is not trusted: {why}. Check host and authority ({key}) in the tracking URI.";
    }

    private static IEnumerable<Exception> Inner(Exception exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            yield return inner;
        }
    }
}
