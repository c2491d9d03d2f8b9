using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace MlTrack.Stores.Rest;

/// <summary>What goes wrong between us and a server, each worded once. Never a secret, never a page of HTML.</summary>
/// <param name="settings">Which server it is about.</param>
internal sealed class RestErrors(RestSettings settings)
{
    private const int ShownLength = 400;

    private readonly string _server = $"The MLflow server {settings.Root.AbsoluteUri.TrimEnd('/')}";

    // The proxy between, which is who can't be reached then.
    private readonly string? _proxy = settings.Proxy?.GetProxy(settings.Root) is { } proxy
        ? $"the proxy {proxy.AbsoluteUri.TrimEnd('/')} of {settings.Proxy.VariableFor(settings.Root)}" : null;

    /// <summary>A server's words on one line, shortened, without what is secret.</summary>
    public string Clean(string? text)
    {
        string line = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = settings.Credential?.Redact(line) ?? line;
        return line.Length <= ShownLength ? line : MlText.Truncate(line, ShownLength) + "…";
    }

    public TransientFailure TimedOut(Exception inner) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{_server} didn't answer within {settings.Timeout.TotalSeconds:0.###} s. Try again, or allow more with Set-MlTrackingUri -TimeoutSec."),
        Keep(inner))
    {
        IsTimeout = true,
        MayHaveArrived = true,
    };

    public TransientFailure Unreachable(string reason, Exception? inner) => new(
        _proxy is null
            ? $"{_server} can't be reached: {reason}. Check its address and that it is running."
            : $"{_server} can't be reached through {_proxy}: {reason}. Check that proxy, or name the server in NO_PROXY if it needs none.",
        Keep(inner))
    {
        IsUnreachable = true,
    };

    public TransientFailure Lost(Exception inner) => new(
        $"The connection to {Lower(_server)} was lost before its answer was complete ({Reason(inner)}). Try again."
        + (inner is HttpRequestException { HttpRequestError: not HttpRequestError.InvalidResponse } ? TlsHint : ""), Keep(inner))
    {
        MayHaveArrived = true,
    };

    public TransientFailure Busy(HttpStatusCode status, string? serverMessage, TimeSpan? retryAfter) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{_server} can't answer now: {(int)status} {status}{Colon(serverMessage)}. {Later(retryAfter)}"))
    {
        RetryAfter = retryAfter,
        MayHaveArrived = status != HttpStatusCode.TooManyRequests,
    };

    /// <summary>What an exception of HttpClient's means.</summary>
    public MlException Translate(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } tls
            when Find<AuthenticationException>(tls) is { } authentication && Find<IOException>(authentication) is null => Tls(authentication),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } cut =>
            new TransientFailure(
                $"The connection to {Lower(_server)} was lost while it was being secured ({Reason(cut)}). Try again.{TlsHint}", Keep(cut)),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } name => Unreachable(
            UnknownName, name),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } connect => Unreachable(Reason(connect), connect),
        HttpRequestException { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } => ProxyWantsUser(),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } proxy => Unreachable(
            _proxy is null ? "the proxy between doesn't let it through" : "it doesn't let us through", proxy),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } other => NoServer("what answers there isn't HTTP" + (IsPlain ? ", but maybe TLS, for which you write https://" : ""), other),
        OperationCanceledException connect => Unreachable("nothing answers there", connect),
        _ => Lost(exception),
    };

    public MlException Tls(Exception inner) => new(
        MlErrorCode.TemporarilyUnavailable, MlEntity.None,
        IsNoTls(inner)
            ? $"{_server} doesn't speak TLS. If it is one without TLS, write http:// instead of https://."
            : IsRefusal(inner)
            ? $"{_server} refuses our TLS ({Clean(inner.GetBaseException().Message.TrimEnd('.'))}).{TlsHint}"
            : $"{_server} can't be trusted: TLS failed ({Clean(inner.Message.TrimEnd('.'))}). Name its authority's PEM file in "
                + "MLFLOW_TRACKING_SERVER_CERT_PATH, or don't verify it with Set-MlTrackingUri -SkipCertificateCheck.",
        null, Keep(inner));

    /// <summary>Plain HTTP met a port that speaks TLS.</summary>
    public MlException WantsTls(Exception? inner) => new(
        MlErrorCode.InvalidState, MlEntity.Store,
        $"{settings.Root.AbsoluteUri.TrimEnd('/')} speaks TLS, not plain HTTP. Write https:// instead of http://.", null, Keep(inner));

    public MlException NoServer(string why, Exception? inner = null) => new(
        MlErrorCode.InvalidState, MlEntity.Store,
        $"{settings.Root.AbsoluteUri.TrimEnd('/')} is no MLflow server: {why}. Check the address, its path among it.", null, Keep(inner));

    public MlException Redirected(Uri target) => NoServer(
        $"it redirects to {MlText.Show(target.GetLeftPart(UriPartial.Authority))}, where no credentials are sent; name that server itself if "
        + "it is the one");

    public MlException Unauthenticated() => new(
        MlErrorCode.Unauthenticated, MlEntity.None,
        settings.Credential is null
            ? $"{_server} asks who you are (401). Give Set-MlTrackingUri -Credential or -Token, or set MLFLOW_TRACKING_USERNAME and _PASSWORD, "
                + "or MLFLOW_TRACKING_TOKEN, or keep a user in ~/.mlflow/credentials."
            : $"{_server} doesn't accept the credentials (401). Check the user and password, or the token.");

    public MlException ProxyWantsUser()
    {
        string variable = settings.Proxy?.VariableFor(settings.Root) ?? "HTTPS_PROXY";
        return new(
            MlErrorCode.Unauthenticated, MlEntity.None,
            $"{_server} can't be reached: {_proxy ?? "the proxy between"} doesn't know who you are (407). Write the user and password into "
            + $"{variable}, as http://user:password@host:port.");
    }

    public MlException SwitchedOff(string serverMessage) => new(
        MlErrorCode.NotImplemented, MlEntity.None, $"{_server} was started without this (503){Colon(serverMessage)}.");

    public MlException TooLarge(string? serverMessage) => new(
        MlErrorCode.BadRequest, MlEntity.None,
        $"{_server}, or a proxy before it, takes no request of this size (413){Colon(serverMessage)}. Its administrator can allow more, such as "
        + "with nginx's client_max_body_size.");

    public MlException Forbidden(string? serverMessage) => new(
        MlErrorCode.PermissionDenied, MlEntity.None,
        $"{_server} doesn't allow this (403){Colon(serverMessage)}. Ask its administrator for the permission.");

    public MlException NoEndpoint(RestCall call) => new(
        MlErrorCode.NotImplemented, MlEntity.None,
        $"{_server} has no {call.Name}: it is older than this request, or no MLflow server. Test-MlConnection tells its version.");

    public MlException Unexpected(HttpStatusCode status, string? serverMessage) => new(
        (int)status >= 500 ? MlErrorCode.InternalError : MlErrorCode.BadRequest, MlEntity.None,
        string.Create(CultureInfo.InvariantCulture, $"{_server} answered {(int)status} {status}{Colon(serverMessage)}."));

    public ServerRefusal Refused(MlErrorCode code, string? serverMessage, bool isRepeated)
    {
        string said = Clean(serverMessage);
        return new(code, said, $"{_server} refused: {said}", isRepeated);
    }

    /// <summary>The same failure for who comes while the server is known to be dead.</summary>
    public static MlException StillDead(MlException failure, TimeSpan wait) => new(
        failure.ErrorCode, failure.Entity,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{failure.Message} (Not tried again yet; that is done in {Math.Ceiling(wait.TotalSeconds)} s, or at once by Test-MlConnection.)"),
        null, failure.InnerException);

    /// <summary>An exception to be kept as the inner one: not one that quotes a server which repeats what is secret.</summary>
    public Exception? Keep(Exception? exception) =>
        exception?.ToString() is { } text && settings.Credential?.Redact(text) is { } redacted && redacted != text ? null : exception;

    private static string Later(TimeSpan? wait) => wait is { TotalSeconds: >= 1 } asked
        ? string.Create(CultureInfo.InvariantCulture, $"It asks to wait {Math.Ceiling(asked.TotalSeconds)} s: try again then.")
        : "Try again later.";

    // A server that speaks TLS cuts plain HTTP off, and one that wants to know who comes cuts a stranger off: neither says why.
    private string TlsHint => IsPlain ? " If the server speaks TLS there, write https:// instead of http://."
        : settings.ClientCertificatePath is null
            ? " If the server asks for a client's certificate, name the PEM file with it and its key in MLFLOW_TRACKING_CLIENT_CERT_PATH."
            : " If the server asks for a client's certificate, check that it trusts the one in MLFLOW_TRACKING_CLIENT_CERT_PATH.";

    private string UnknownName =>
        $"the name {MlText.Show((settings.Proxy?.GetProxy(settings.Root) ?? settings.Root).IdnHost)} isn't known";

    private bool IsPlain => settings.Root.Scheme == System.Uri.UriSchemeHttp;

    // An alert is the server's word; else it is we who don't trust it.
    private static bool IsRefusal(Exception inner) => inner.GetBaseException().Message.Contains(" alert ", StringComparison.Ordinal);

    // What .NET says when the first bytes of the answer are none of TLS, such as those of plain HTTP.
    private static bool IsNoTls(Exception inner) => inner.Message.Contains("frame size", StringComparison.Ordinal);

    private static string Colon(string? text) => string.IsNullOrEmpty(text) ? "" : $": {text.TrimEnd('.')}";

    private static string Lower(string server) => "t" + server[1..];

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
            {
                return found;
            }
        }

        return null;
    }

    private string Reason(Exception exception) => Find<SocketException>(exception) is { } socket
        ? socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "the connection was refused",
            SocketError.HostNotFound or SocketError.NoData => UnknownName,
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no route to it",
            SocketError.TimedOut => "nothing answers there",
            SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted => "it was reset",
            _ => Clean(socket.Message),
        }
        : Clean(exception.Message.TrimEnd('.'));
}
