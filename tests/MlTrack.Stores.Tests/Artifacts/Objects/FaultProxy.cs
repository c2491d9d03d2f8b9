using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MlTrack.Stores.Tests.Artifacts.Objects;

/// <summary>What happens to a connection.</summary>
internal sealed record Fault
{
    /// <summary>Whether each request is answered with 503.</summary>
    public bool IsBusy { get; init; }

    /// <summary>After how many bytes from the server it is cut.</summary>
    public long CutDown { get; init; } = long.MaxValue;

    /// <summary>Which byte from the server is changed.</summary>
    public long Flip { get; init; } = -1;

    /// <summary>How long each piece to the server waits, in milliseconds.</summary>
    public int Slow { get; init; }
}

/// <summary>Stands between a client and a server, and harms connections as a test says.</summary>
internal sealed class FaultProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _port;
    private readonly Func<int, Fault> _plan;
    private readonly StringBuilder _seen = new();
    private int _connections;

    public FaultProxy(int port, Func<int, Fault> plan)
    {
        _port = port;
        _plan = plan;
        _listener.Start();
        new Thread(Serve) { IsBackground = true }.Start();
    }

    public string Address => FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Connections => _connections;

    /// <summary>The request lines that went through.</summary>
    public string Seen
    {
        get
        {
            lock (_seen)
            {
                return _seen.ToString();
            }
        }
    }

    public void Dispose() => _listener.Stop();

    private void Serve()
    {
        try
        {
            while (true)
            {
                TcpClient client = _listener.AcceptTcpClient();
                Fault fault = _plan(Interlocked.Increment(ref _connections));
                new Thread(() => Carry(client, fault)) { IsBackground = true }.Start();
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            // Stopped, perhaps between two connections (InvalidOperationException).
        }
    }

    private void Carry(TcpClient client, Fault fault)
    {
        using TcpClient server = new();
        using (client)
        {
            try
            {
                NetworkStream front = client.GetStream();
                if (fault.IsBusy)
                {
                    byte[] request = new byte[1 << 16];
                    _ = front.Read(request);
                    front.Write("HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8);
                    client.Client.Shutdown(SocketShutdown.Send);
                    while (front.Read(request) > 0)
                    {
                        // A close with bytes unread would take the answer back.
                    }

                    return;
                }

                server.Connect(IPAddress.Loopback, _port);
                NetworkStream back = server.GetStream();
                Thread answers = new(() => Pump(back, front, fault, isUp: false, () => client.Client.Close(0))) { IsBackground = true };
                answers.Start();
                Pump(front, back, fault, isUp: true, () => { });
                answers.Join();
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
            {
                // One of them hung up.
            }
        }
    }

    private void Pump(NetworkStream from, NetworkStream to, Fault fault, bool isUp, Action cut)
    {
        byte[] buffer = new byte[1 << 16];
        long moved = 0;
        try
        {
            for (int read; (read = from.Read(buffer)) > 0; moved += read)
            {
                if (isUp)
                {
                    Remember(buffer.AsSpan(0, read));
                    Thread.Sleep(fault.Slow);
                }
                else if (fault.Flip >= moved && fault.Flip < moved + read)
                {
                    buffer[fault.Flip - moved] ^= 1;
                }

                if (!isUp && moved + read > fault.CutDown)
                {
                    to.Write(buffer, 0, (int)Math.Max(0, fault.CutDown - moved));
                    cut();
                    return;
                }

                to.Write(buffer, 0, read);
            }

            to.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            to.Close();
        }
    }

    private void Remember(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf("\r\n"u8);
        if (end > 0 && bytes[..end].EndsWith("HTTP/1.1"u8))
        {
            lock (_seen)
            {
                _seen.AppendLine(Encoding.ASCII.GetString(bytes[..end]));
            }
        }
    }
}
