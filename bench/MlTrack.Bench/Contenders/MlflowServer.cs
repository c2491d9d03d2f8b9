using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MlTrack.Bench.Contenders;

/// <summary>A real MLflow server on a database of its own, and plain requests to it.</summary>
internal sealed class MlflowServer : IDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromMinutes(5) };

    public MlflowServer(string python, string folder, string database)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        listener.Stop();
        Uri = "http://127.0.0.1:" + port;
        _process = ChildProcess.Start(
            "setsid",
            [
                python, "-m", "mlflow", "server", "--backend-store-uri", "sqlite:///" + database, "--artifacts-destination",
                Path.Combine(folder, "artifacts"), "--host", "127.0.0.1", "--port", port, "--workers", "1",
            ],
            folder);
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        long started = Stopwatch.GetTimestamp();
        while (!IsHealthy())
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > s_start)
            {
                Dispose();
                throw new InvalidOperationException("MLflow's server did not start.");
            }

            Thread.Sleep(100);
        }
    }

    public string Uri { get; }

    /// <summary>Sends a request and reads its answer to the end, without a look at it: what the server itself takes.</summary>
    /// <returns>The answer.</returns>
    public string Post(string path, string json)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"{Uri}/api/2.0/mlflow/{path}")
        {
            Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
        };
        using HttpResponseMessage response = _client.Send(request);
        using StreamReader reader = new(response.EnsureSuccessStatusCode().Content.ReadAsStream());
        return reader.ReadToEnd();
    }

    public void Dispose()
    {
        using Process? kill = Process.Start("kill", ["-KILL", "--", (-_process.Id).ToString(CultureInfo.InvariantCulture)]);
        kill?.WaitForExit();
        _process.Dispose();
        _client.Dispose();
    }

    private bool IsHealthy()
    {
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, Uri + "/health");
            using HttpResponseMessage response = _client.Send(request);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
