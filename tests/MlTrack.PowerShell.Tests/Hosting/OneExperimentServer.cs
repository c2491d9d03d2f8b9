using System.Collections.Concurrent;
using System.Net;
using System.Text;
using MlTrack.TestNeeds.ObjectStores;

namespace MlTrack.Tests.Hosting;

/// <summary>A server of MLflow's protocol that knows one experiment, 'iris', and remembers who asked.</summary>
internal sealed class OneExperimentServer : IDisposable
{
    private const string Experiment =
        """{"experiment_id":"7","name":"iris","artifact_location":"mlflow-artifacts:/7","lifecycle_stage":"active","tags":[]}""";

    private readonly HttpListener _listener = new();

    public OneExperimentServer()
    {
        Uri = FormattableString.Invariant($"http://127.0.0.1:{ObjectServer.FreePort()}");
        _listener.Prefixes.Add(Uri + "/");
        _listener.Start();
        _ = Task.Run(AnswerAsync);
    }

    public string Uri { get; }

    /// <summary>The Authorization headers of the requests so far.</summary>
    public ConcurrentQueue<string?> Credentials { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Credentials.Enqueue(context.Request.Headers["Authorization"]);
            (int status, string type, string text) = context.Request.Url!.AbsolutePath switch
            {
                "/version" => (200, "text/plain", "3.17.2"),
                "/health" => (200, "text/plain", "OK"),
                "/api/2.0/mlflow/experiments/search" => (200, "application/json", $$"""{"experiments":[{{Experiment}}]}"""),
                "/api/2.0/mlflow/experiments/get-by-name" => (200, "application/json", $$"""{"experiment":{{Experiment}}}"""),
                _ => (404, "application/json", """{"error_code":"ENDPOINT_NOT_FOUND","message":"not here"}"""),
            };
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            context.Response.Close(Encoding.UTF8.GetBytes(text), willBlock: true);
        }
    }
}
