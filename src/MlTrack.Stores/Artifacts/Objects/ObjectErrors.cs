using System.Net;
using System.Net.Sockets;

namespace MlTrack.Stores.Artifacts.Objects;

/// <summary>The errors of object stores, each worded once. The SDKs' own texts are left out where they could hold an address with a key.</summary>
internal static class ObjectErrors
{
    /// <summary>The error of ours that lies in an exception, which SDKs wrap; null if there is none.</summary>
    public static MlException? Ours(Exception? exception) => exception switch
    {
        null => null,
        MlException ours => ours,
        AggregateException many => many.InnerExceptions.Select(Ours).FirstOrDefault(found => found is not null),
        _ => Ours(exception.InnerException),
    };

    /// <summary>Whether nobody answered: refused, cut, timed out.</summary>
    public static bool IsUnreachable(Exception? exception) => exception switch
    {
        null => false,
        HttpRequestException or SocketException or TimeoutException or OperationCanceledException or IOException or BodyFailure => true,
        AggregateException many => many.InnerExceptions.Any(IsUnreachable),
        _ => IsUnreachable(exception.InnerException),
    };

    public static MlException Unreachable(string server, Exception? cause) => new(
        MlErrorCode.TemporarilyUnavailable, MlEntity.None,
        $"{server} can't be reached, or the connection broke ({Why(cause)}). Check the network and the address, and try again.", null, cause);

    public static MlException Busy(string server, int status, string? code, Exception cause) => new(
        MlErrorCode.TemporarilyUnavailable, MlEntity.None,
        $"{server} is busy or broken ({Answer(status, code)}), also after repetitions. Try again later.", null, cause);

    public static MlException Denied(string server, string path, int status, string? code, Exception cause) => new(
        MlErrorCode.PermissionDenied, MlEntity.Artifact,
        $"{server} doesn't allow this for {MlText.Show(path)} ({Answer(status, code)}). Ask for the permission, or use other credentials.",
        path, cause);

    public static MlException Unauthenticated(string server, string why, string advice, Exception cause) => new(
        MlErrorCode.Unauthenticated, MlEntity.None, $"{server} can't tell who you are: {why}. {advice}", null, cause);

    public static MlException NoContainer(string what, string name, Exception cause) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.Uri,
        $"There is no {what} {MlText.Show(name)}. Check the name, the endpoint and the region, or create it.", name, cause);

    public static MlException Refused(string server, string path, int status, string? code, Exception cause) => new(
        status is >= 400 and < 500 ? MlErrorCode.BadRequest : MlErrorCode.InternalError, MlEntity.Artifact,
        $"{server} refuses {MlText.Show(path)} ({Answer(status, code)}).", path, cause);

    public static MlException Unexpected(string server, Exception cause) => new(
        MlErrorCode.InternalError, MlEntity.None,
        $"{server} answers what can't be read ({cause.GetType().Name}). Check that the endpoint is one of this kind.", null, cause);

    public static MlException Changed(string path) => new(
        MlErrorCode.TemporarilyUnavailable, MlEntity.Artifact,
        $"The artifact {MlText.Show(path)} was replaced or removed while it was read. Try again.", path);

    public static MlException Corrupt(string path, string server) => new(
        MlErrorCode.InternalError, MlEntity.Artifact,
        $"The artifact {MlText.Show(path)} and what {server} has of it differ in size or checksum after the transfer. Try again.", path);

    public static MlException TooLong(string path, int limit) => MlErrors.InvalidName(
        FormattableString.Invariant($"The artifact path {MlText.Show(path)} is too long: with the root it has more than {limit} bytes."), path);

    private static string Answer(int status, string? code) => FormattableString.Invariant($"{status}{(code is null ? "" : " " + code)}");

    private static string Why(Exception? cause)
    {
        for (Exception? inner = cause; inner is not null; inner = inner is AggregateException many ? many.InnerExceptions[0] : inner.InnerException)
        {
            switch (inner)
            {
                case SocketException socket: return socket.SocketErrorCode.ToString();
                case TimeoutException or OperationCanceledException: return "no answer in time";
                case HttpRequestException { StatusCode: HttpStatusCode status }: return status.ToString();
                case HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error, InnerException: null }:
                    return error.ToString();
            }
        }

        return "cut";
    }
}
