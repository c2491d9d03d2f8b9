using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MlTrack.TestNeeds.ObjectStores;

/// <summary>A server of objects for tests, in a scratch folder on a free port, that ends with the process.</summary>
internal abstract class ObjectServer : IDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(2);

    private Process? _process;

    /// <summary>The folder of its files.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("mltrack-objects-").FullName;

    /// <summary>Where it listens.</summary>
    public int Port { get; } = FreePort();

    /// <summary>Its address.</summary>
    public string Address => FormattableString.Invariant($"http://127.0.0.1:{Port}");

    /// <summary>Starts it, on the same port and files as before.</summary>
    public void Start()
    {
        ProcessStartInfo start = new(NpmPackage.Node()) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in Arguments())
        {
            start.ArgumentList.Add(argument);
        }

        List<string> said = [];
        void Remember(object sender, DataReceivedEventArgs line)
        {
            lock (said)
            {
                if (line.Data is not null && said.Count < 20)
                {
                    said.Add(line.Data);
                }
            }
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += Remember;
        _process.ErrorDataReceived += Remember;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        long began = Stopwatch.GetTimestamp();
        while (!Answers())
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > s_start)
            {
                lock (said)
                {
                    Assert.Fail($"The server of objects didn't start: {string.Join('\n', said)}");
                }
            }

            Thread.Sleep(50);
        }
    }

    /// <summary>Ends it with no warning.</summary>
    public void Kill()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
    }

    public void Dispose()
    {
        Kill();
        _process?.Dispose();
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // In the system's scratch place.
        }
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>What Node runs.</summary>
    protected abstract IEnumerable<string> Arguments();

    protected static T Shared<T>(T server)
        where T : ObjectServer
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        server.Start();
        return server;
    }

    private bool Answers()
    {
        try
        {
            using TcpClient client = new();
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
