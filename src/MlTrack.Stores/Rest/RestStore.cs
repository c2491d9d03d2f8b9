using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using MlTrack.Stores.Rest.Messages;
using MlTrack.Stores.Uris;

namespace MlTrack.Stores.Rest;

/// <summary>
/// Keeps experiments and runs in an MLflow server. The server judges what differs between its versions, filters included; a refusal is
/// explained by a look at what it is about, never by the words of its message.
/// </summary>
internal sealed partial class RestStore : ITrackingStore
{
    private static readonly RunSearch s_everything = new();
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(20);

    private readonly RestClient _client;
    private readonly RestSettings _settings;
    private readonly ILogger? _logger;
    private readonly string? _artifactRoot;
    private volatile ServerVersion? _version;

    /// <summary>Prepares the store; sends nothing.</summary>
    /// <param name="address">Where the server is.</param>
    /// <param name="options">How it is talked to.</param>
    public RestStore(RestAddress address, MlStoreOptions options)
    {
        Key = address.Key;
        Uri = address.Uri;
        _settings = RestSettings.Read(address, options.Server);
        _logger = options.Logger;
        _artifactRoot = options.ArtifactRoot;
        _client = new RestClient(_settings, options.Logger);
    }

    /// <inheritdoc/>
    public MlBackend Backend => MlBackend.REST;

    /// <inheritdoc/>
    public string Key { get; }

    /// <inheritdoc/>
    public string Uri { get; }

    /// <inheritdoc/>
    public StoreInfo Open(CancellationToken cancellationToken = default) => GetVersion(cancellationToken).Info;

    /// <inheritdoc/>
    public IReadOnlyList<MlIndexReport> OptimizeDatabase(bool remove, bool preview, CancellationToken cancellationToken = default) =>
        throw new MlException(
            MlErrorCode.NotImplemented, MlEntity.None,
            $"{Uri} is a server, and its database can't be reached through it. Run Optimize-MlDatabase on the database itself.");

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Asks for the version once; a proxy may let nothing but the API through, so that a missing answer is no error.</summary>
    private ServerVersion GetVersion(CancellationToken cancellationToken)
    {
        if (_version is { } known)
        {
            return known;
        }

        RestCall call = new(HttpMethod.Get, "version");
        string? text = _client.Send(
            call,
            reply =>
            {
                if ((int)reply.Status is 401 or 403 or 408 or 429 or >= 500)
                {
                    RestAnswers.ThrowIfFailed(call, reply, _client.Errors);
                }

                return reply.IsSuccess && reply.Body.Length <= 50 ? Encoding.UTF8.GetString(reply.Body.Span).Trim() : null;
            },
            cancellationToken);
        return _version = ServerVersion.Read(text);
    }

    private T Get<T>(
        string path,
        ReadOnlySpan<(string Name, string? Value)> query,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type,
        CancellationToken cancellationToken) =>
        _client.Get(path, query, type, cancellationToken);

    private void PostRun(string path, RunRequest body, CancellationToken cancellationToken) =>
        _client.Post(path, body, RestWire.Json.RunRequest, RestWire.Json.EmptyMessage, cancellationToken);

    private void PostExperiment(string path, ExperimentRequest body, CancellationToken cancellationToken) =>
        _client.Post(path, body, RestWire.Json.ExperimentRequest, RestWire.Json.EmptyMessage, cancellationToken);

    /// <summary>
    /// Creates something that must not be there twice: when the answer was lost, it is looked for before it is created again.
    /// </summary>
    private T Create<T>(Func<T> create, Func<T?> look, CancellationToken cancellationToken)
        where T : class
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return create();
            }
            catch (TransientFailure lost) when (lost.MayHaveArrived && _settings.MaximumRetryCount > 0)
            {
                // The server may still be at it.
                double factor = Math.Pow(2, attempt) * (1 + Random.Shared.NextDouble());
                TimeSpan wait = lost.RetryAfter ?? _settings.Backoff * factor;
                cancellationToken.WaitHandle.WaitOne(wait < s_longestWait ? wait : s_longestWait);
                cancellationToken.ThrowIfCancellationRequested();
                if (look() is { } found)
                {
                    return found;
                }

                if (lost.IsTimeout || attempt + 1 >= _settings.MaximumRetryCount)
                {
                    throw;
                }
            }
        }
    }

    private static string ViewType(MlViewType viewType) => viewType switch
    {
        MlViewType.DeletedOnly => "DELETED_ONLY",
        MlViewType.All => "ALL",
        _ => "ACTIVE_ONLY",
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
