using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Interop.Tests.Servers;

[assembly: AssemblyFixture(typeof(MlflowServers))]

namespace MlTrack.Interop.Tests.Servers;

/// <summary>A running MLflow server on a database and an artifact folder of its own, in a process group that ends with it.</summary>
internal sealed class MlflowServer : IDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(5);
    private static readonly ConcurrentDictionary<string, Lazy<MlflowServer>> s_shared = new();

    // By default a worker that takes longer than 30 s is killed in the middle of a large file.
    private static readonly string[] s_patient = ["--gunicorn-opts", "--timeout 600"];

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private MlflowServer(string version, string[] arguments, IReadOnlyDictionary<string, string>? variables)
    {
        string python = MlflowInstall.Python(version);
        Version = version;
        Folder = Directory.CreateTempSubdirectory("mltrack-server-").FullName;
        int port = FreePort();
        Uri = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        ProcessStartInfo start = new("setsid")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MLFLOW_DISABLE_TELEMETRY"] = "true", ["DO_NOT_TRACK"] = "true" },
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MLFLOW_TRACKING", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        foreach (string argument in (string[])
        [
            python, "-m", "mlflow", "server", "--backend-store-uri", "sqlite:///" + Database, "--artifacts-destination",
            Path.Combine(Folder, "artifacts"), "--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--workers",
            "1", .. version == MlflowInstall.Version2 ? s_patient : [], .. arguments,
        ])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += Remember;
        _process.ErrorDataReceived += Remember;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        WaitUntilHealthy();
    }

    public string Version { get; }

    /// <summary>The address, without a slash at its end.</summary>
    public string Uri { get; }

    /// <summary>Where the server keeps everything.</summary>
    public string Folder { get; }

    public string Database => Path.Combine(Folder, "server.db");

    /// <summary>The server of a version that tests share one after the other.</summary>
    public static MlflowServer Shared(string version) =>
        s_shared.GetOrAdd(version, v => new(() => new MlflowServer(v, [], null))).Value;

    /// <summary>A server of one's own, with other arguments.</summary>
    public static MlflowServer Start(string version, string[] arguments, IReadOnlyDictionary<string, string>? variables = null) =>
        new(version, arguments, variables);

    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Makes the store as it was at first: the Default experiment and nothing else.</summary>
    public void Reset() => ServerDatabase.Reset(Database);

    public void Dispose()
    {
        try
        {
            // The group, because 3.x leaves children behind otherwise.
            using Process? kill = Process.Start("kill", ["-KILL", "--", (-_process.Id).ToString(CultureInfo.InvariantCulture)]);
            kill?.WaitForExit();
            _process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        finally
        {
            _process.Dispose();
            Directory.Delete(Folder, recursive: true);
        }
    }

    internal static void EndShared()
    {
        foreach (Lazy<MlflowServer> server in s_shared.Values)
        {
            try
            {
                server.Value.Dispose();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // It never started: the tests have said so.
            }
        }
    }

    private void Remember(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
        {
            _said.AppendLine(line.Data);
        }
    }

    private void WaitUntilHealthy()
    {
        using HttpClient client = new() { Timeout = TimeSpan.FromSeconds(5) };
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < s_start && !_process.HasExited)
        {
            try
            {
                using HttpRequestMessage request = new(HttpMethod.Get, Uri + "/health");
                using HttpResponseMessage response = client.Send(request);
                if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotFound)
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                // Not yet.
            }

            Thread.Sleep(100);
        }

        string said;
        lock (_said)
        {
            said = _said.ToString();
        }

        Dispose();
        throw new InvalidOperationException($"The server of MLflow {Version} did not start. It said: {said}");
    }
}

/// <summary>Ends the shared servers when the tests have run.</summary>
public sealed class MlflowServers : IDisposable
{
    public void Dispose() => MlflowServer.EndShared();
}
