using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace MlTrack.Stores.Rest;

/// <summary>
/// Talks to one server: sends requests, repeats those that may be, reads answers, and turns everything that goes wrong into an
/// <see cref="MlException"/>. Thread-safe; connections are pooled.
/// </summary>
internal sealed partial class RestClient : IDisposable
{
    public const string Api = "api/2.0/mlflow/";

    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    private readonly RestSettings _settings;
    private readonly RestCircuit _circuit = new();
    private readonly ILogger? _logger;
    private readonly Lazy<HttpClient> _http;

    public RestClient(RestSettings settings, ILogger? logger)
    {
        _settings = settings;
        _logger = logger;
        Errors = new RestErrors(settings);
        _http = new Lazy<HttpClient>(() => RestHttp.Create(settings));
    }

    /// <summary>The wording of what goes wrong.</summary>
    public RestErrors Errors { get; }

    /// <summary>Asks with GET.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="path">The path below <see cref="Api"/>.</param>
    /// <param name="query">Names and values, escaped here; pairs without a value are left out.</param>
    /// <param name="type">How to read the answer.</param>
    /// <param name="cancellationToken">Stops the work at once.</param>
    /// <returns>The answer.</returns>
    public T Get<T>(
        string path, ReadOnlySpan<(string Name, string? Value)> query, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Send(new RestCall(HttpMethod.Get, RestPath.WithQuery(Api + path, query)), type, cancellationToken);

    /// <summary>Asks with POST and a JSON body.</summary>
    /// <typeparam name="TBody">The body.</typeparam>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="path">The path below <see cref="Api"/>.</param>
    /// <param name="body">The body.</param>
    /// <param name="bodyType">How to write it.</param>
    /// <param name="type">How to read the answer.</param>
    /// <param name="cancellationToken">Stops the work at once.</param>
    /// <param name="mayRepeat">Whether the request may be sent again when its answer was lost.</param>
    /// <returns>The answer.</returns>
    public T Post<TBody, T>(
        string path,
        TBody body,
        JsonTypeInfo<TBody> bodyType,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken,
        bool mayRepeat = true) =>
        Send(
            new RestCall(HttpMethod.Post, Api + path) { Body = JsonSerializer.SerializeToUtf8Bytes(body, bodyType), MayRepeat = mayRepeat },
            type, cancellationToken);

    /// <summary>Sends a request and reads its JSON answer.</summary>
    public T Send<T>(RestCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Send(call, reply => RestAnswers.Read(call, reply, type, Errors), cancellationToken);

    /// <summary>Sends a request, again where that is safe, and reads its answer, whatever that is.</summary>
    public T Send<T>(RestCall call, Func<RestReply, T> read, CancellationToken cancellationToken) =>
        Repeat(call, (isRepeated, token) => read(Attempt(call, token) with { IsRepeated = isRepeated }), cancellationToken);

    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private T Repeat<T>(RestCall call, Func<bool, CancellationToken, T> attempt, CancellationToken cancellationToken)
    {
        bool isWorthwhile = !call.Retries || _circuit.Enter();
        bool retries = call.Retries && isWorthwhile && _settings.MaximumRetryCount > 0;
        TransientFailure? first = null;
        try
        {
            T answer;
            try
            {
                answer = attempt(false, cancellationToken);
            }
            catch (TransientFailure failure) when (retries)
            {
                first = failure;
                answer = RestRetry.Run(_settings, call, first, attempt, cancellationToken);
            }

            _circuit.Leave(null, isRepeated: false);
            return answer;
        }
        catch (TransientFailure failure)
        {
            _circuit.Leave(failure, !isWorthwhile || (first is not null && failure != first));
            throw;
        }
        catch (MlException)
        {
            _circuit.Leave(null, isRepeated: false);
            throw;
        }
    }

    private RestReply Attempt(RestCall call, CancellationToken cancellationToken)
    {
        using RestLimit limit = new(_settings.Timeout, cancellationToken);
        try
        {
            using HttpResponseMessage response = Follow(
                call.Method, call.Path, () => call.Body is { } body ? Json(body) : null, limit.Token);
            RestReply reply = RestBody.Read(response, limit.Token);
            if (_logger is not null)
            {
                RestLog.Answered(_logger, call.Method.Method, call.Name, (int)reply.Status);
            }

            return reply;
        }
        catch (Exception exception) when (exception is not MlException)
        {
            throw Explain(exception, limit.Token, cancellationToken);
        }
    }

    /// <summary>Sends one request and follows the redirects that may be followed; only the headers of the answer have come.</summary>
    private HttpResponseMessage Follow(HttpMethod method, string path, Func<HttpContent?> content, CancellationToken cancellationToken)
    {
        Uri uri = new(_settings.Root, path);
        for (int hops = 0; ; hops++)
        {
            using HttpRequestMessage request = new(method, uri) { Content = content() };
            if (request.Content?.Headers.ContentLength > Unasked)
            {
                // A server that refuses says so before a gigabyte has come.
                request.Headers.ExpectContinue = true;
            }

            HttpResponseMessage response = _http.Value.Send(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            try
            {
                if (RestRedirect.Next(uri, response, hops, Errors) is not { } next)
                {
                    return response;
                }

                uri = next;
            }
            catch
            {
                response.Dispose();
                throw;
            }

            response.Dispose();
        }
    }

    private Exception Explain(Exception exception, CancellationToken limit, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? new OperationCanceledException(cancellationToken)
        : limit.IsCancellationRequested ? Errors.TimedOut(exception)
        : exception is HttpRequestException or IOException or OperationCanceledException or InvalidDataException or ObjectDisposedException
            ? Errors.Translate(exception)
            : new MlException(MlErrorCode.InternalError, MlEntity.None, Errors.Clean(exception.Message), null, Errors.Keep(exception));

    private static ReadOnlyMemoryContent Json(ReadOnlyMemory<byte> body) => new(body) { Headers = { ContentType = s_json } };
}
