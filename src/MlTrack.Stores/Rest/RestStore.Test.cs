using System.Diagnostics;
using System.Text.Json;
using MlTrack.Stores.Rest.Messages;

namespace MlTrack.Stores.Rest;

internal sealed partial class RestStore
{
    /// <inheritdoc/>
    public MlConnectionStatus Test(CancellationToken cancellationToken = default)
    {
        string? version = null;
        TimeSpan? latency = null;
        string message;
        bool success = false;
        try
        {
            version = LookForVersion(cancellationToken);
            long start = Stopwatch.GetTimestamp();
            Look(version is not null, cancellationToken);
            latency = Stopwatch.GetElapsedTime(start);
            success = true;
            message = version is null
                ? $"The MLflow server {Uri} answers. It doesn't tell its version."
                : $"The MLflow server {Uri} answers. It has version {version}.";
        }
        catch (MlException failure)
        {
            message = failure.Message;
        }

        return new MlConnectionStatus
        {
            Success = success,
            Backend = Backend,
            Uri = Uri,
            ServerVersion = version,
            Latency = latency,
            Message = message,
        };
    }

    private string? LookForVersion(CancellationToken cancellationToken)
    {
        RestCall call = new(HttpMethod.Get, "version") { Retries = false };
        ServerVersion found = ServerVersion.Read(_client.Send(
            call,
            reply => reply.IsSuccess && reply.Body.Length <= 50 ? System.Text.Encoding.UTF8.GetString(reply.Body.Span).Trim() : null,
            cancellationToken));
        if (found.Text is not null)
        {
            _version = found;
        }

        return found.Text;
    }

    // The version is told to anybody; whether commands would work, the API alone knows.
    private void Look(bool isKnown, CancellationToken cancellationToken)
    {
        SearchRequest search = new() { MaxResults = 1 };
        RestCall call = new(HttpMethod.Post, RestClient.Api + "experiments/search")
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(search, RestWire.Json.SearchRequest),
            Retries = false,
        };
        try
        {
            ExperimentsReply reply = SendOnceOrTwice(call, cancellationToken);
            if (!isKnown && reply.Experiments is not { Count: > 0 })
            {
                LookForDefault(cancellationToken);
            }
        }
        catch (MlException missing) when (missing.ErrorCode == MlErrorCode.NotImplemented)
        {
            throw _client.Errors.NoServer("it has nothing at api/2.0/mlflow");
        }
    }

    // Servers of HTTP/1.0 hang up after each answer, perhaps just as the next request goes: that says nothing of the server.
    private ExperimentsReply SendOnceOrTwice(RestCall call, CancellationToken cancellationToken)
    {
        try
        {
            return _client.Send(call, RestWire.Json.ExperimentsReply, cancellationToken);
        }
        catch (TransientFailure cut) when (cut.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded })
        {
            return _client.Send(call, RestWire.Json.ExperimentsReply, cancellationToken);
        }
    }

    // An empty answer may be anybody's. The Default experiment is there, or MLflow says in its own way that it isn't.
    private void LookForDefault(CancellationToken cancellationToken)
    {
        RestCall call = new(HttpMethod.Get, RestPath.WithQuery(RestClient.Api + "experiments/get", [("experiment_id", "0")])) { Retries = false };
        try
        {
            if (_client.Send(call, RestWire.Json.ExperimentReply, cancellationToken).Experiment is null)
            {
                throw _client.Errors.NoServer("its JSON isn't MLflow's");
            }
        }
        catch (ServerRefusal)
        {
            // MLflow's own words.
        }
    }
}
