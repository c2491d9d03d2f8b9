using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MlTrack.Stores.Rest.Messages;

namespace MlTrack.Stores.Rest;

/// <summary>Reads what a server answered: MLflow's JSON, its errors, or something that no MLflow server sends.</summary>
internal static class RestAnswers
{
    // Of what a server was started without (--no-serve-artifacts, --artifacts-only) MLflow says 503, which here is no matter of time.
    private const string SwitchedOff = "disabled due to the mlflow server running";

    /// <summary>Reads a JSON answer.</summary>
    public static T Read<T>(RestCall call, RestReply reply, JsonTypeInfo<T> type, RestErrors errors)
    {
        ThrowIfFailed(call, reply, errors);
        if (reply.Body.IsEmpty)
        {
            throw errors.Lost(new InvalidDataException("the answer is empty"));
        }

        ThrowIfForeign(reply, errors);

        try
        {
            return JsonSerializer.Deserialize(BareNumbers.Quote(reply.Body).Span, type)
                ?? throw new JsonException("the answer is null");
        }
        catch (JsonException broken)
        {
            throw IsWhole(reply) ? errors.NoServer("its JSON isn't MLflow's", broken) : errors.Lost(broken);
        }
    }

    /// <summary>Throws for every answer that is no success.</summary>
    public static void ThrowIfFailed(RestCall call, RestReply reply, RestErrors errors)
    {
        if (reply.IsSuccess)
        {
            return;
        }

        ErrorMessage? error = ReadError(reply);
        string? text = error is null ? PlainText(reply, errors) : errors.Clean(error.Message);
        throw reply.Status switch
        {
            HttpStatusCode.ServiceUnavailable when text?.Contains(SwitchedOff, StringComparison.Ordinal) == true => errors.SwitchedOff(text),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout => errors.Busy(reply.Status, text, reply.RetryAfter),
            HttpStatusCode.InternalServerError when error?.ErrorCode is null => errors.Busy(reply.Status, text, reply.RetryAfter),
            HttpStatusCode.Unauthorized => errors.Unauthenticated(),
            HttpStatusCode.ProxyAuthenticationRequired => errors.ProxyWantsUser(),
            HttpStatusCode.Forbidden => errors.Forbidden(text),
            HttpStatusCode.RequestEntityTooLarge when error?.ErrorCode is null => errors.TooLarge(text),
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed when error?.ErrorCode is null => errors.NoEndpoint(call),
            _ when error?.ErrorCode is { } code => errors.Refused(Code(code, reply.Status), error.Message, reply.IsRepeated),
            HttpStatusCode.NotImplemented => errors.NoServer($"it doesn't know {call.Method.Method} (501)"),
            HttpStatusCode.BadRequest when IsTlsHint(reply) => errors.WantsTls(null),
            >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest =>
                errors.NoServer("it sends elsewhere without saying where"),
            _ => errors.Unexpected(reply.Status, text),
        };
    }

    /// <summary>Throws for an answer that says success and can't be MLflow's.</summary>
    public static void ThrowIfForeign(RestReply reply, RestErrors errors)
    {
        if (!reply.Body.IsEmpty && !reply.LooksLikeJson)
        {
            throw Foreign(errors);
        }
    }

    /// <summary>Somebody between us and the server has answered.</summary>
    public static MlException Foreign(RestErrors errors) =>
        errors.NoServer("it answers with something other than MLflow's JSON, such as a login page");

    // JSON that breaks off was cut on its way; whole JSON of another form is another program's.
    private static bool IsWhole(RestReply reply)
    {
        try
        {
            JsonDocument.Parse(reply.Body).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ErrorMessage? ReadError(RestReply reply)
    {
        if (!reply.LooksLikeJson)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(reply.Body.Span, RestWire.Json.ErrorMessage);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The auth app answers in plain text; a page of HTML says nothing that a user can use.
    private static string? PlainText(RestReply reply, RestErrors errors)
    {
        if (reply.Body.Length is 0 or > 1000 || reply.Body.Span.Contains((byte)'<'))
        {
            return null;
        }

        return errors.Clean(System.Text.Encoding.UTF8.GetString(reply.Body.Span));
    }

    // What nginx, Apache and Go's servers say to plain HTTP at their TLS port.
    private static bool IsTlsHint(RestReply reply)
    {
        string text = System.Text.Encoding.UTF8.GetString(reply.Body.Span[..Math.Min(reply.Body.Length, 1000)]);
        return text.Contains("to HTTPS port", StringComparison.OrdinalIgnoreCase) || text.Contains("to an HTTPS server", StringComparison.OrdinalIgnoreCase)
            || text.Contains("to an SSL-enabled server port", StringComparison.OrdinalIgnoreCase);
    }

    private static MlErrorCode Code(string code, HttpStatusCode status) => code switch
    {
        "INVALID_PARAMETER_VALUE" => MlErrorCode.InvalidParameterValue,
        "RESOURCE_DOES_NOT_EXIST" => MlErrorCode.ResourceDoesNotExist,
        "RESOURCE_ALREADY_EXISTS" => MlErrorCode.ResourceAlreadyExists,
        "INVALID_STATE" => MlErrorCode.InvalidState,
        "BAD_REQUEST" => MlErrorCode.BadRequest,
        "UNAUTHENTICATED" => MlErrorCode.Unauthenticated,
        "PERMISSION_DENIED" => MlErrorCode.PermissionDenied,
        "NOT_IMPLEMENTED" => MlErrorCode.NotImplemented,
        "TEMPORARILY_UNAVAILABLE" => MlErrorCode.TemporarilyUnavailable,
        _ => (int)status >= 500 ? MlErrorCode.InternalError
            : status == HttpStatusCode.NotFound ? MlErrorCode.ResourceDoesNotExist : MlErrorCode.BadRequest,
    };
}
