using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MlTrack.Stores.Tests.Rest;

/// <summary>A server that answers each connection with the bytes that a test wrote for it, and then hangs up: cut, short or garbled.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Action<NetworkStream>> _answers = new();

    public RawServer()
    {
        _listener.Start();
        new Thread(Serve) { IsBackground = true }.Start();
    }

    public string Uri => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The first lines of the requests that came.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What the requests said about who asks, in their order; '' for nothing.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    /// <summary>The requests' lines and headers.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    public static string Ok(string json) => string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\nConnection: close\r\n\r\n{json}");

    public RawServer Answer(string text) => Answer(stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    public RawServer Answer(Action<NetworkStream> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public void Dispose() => _listener.Stop();

    private void Serve()
    {
        try
        {
            while (true)
            {
                TcpClient client = _listener.AcceptTcpClient();
                new Thread(() => Answer(client)) { IsBackground = true }.Start();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped, perhaps between two connections (InvalidOperationException).
        }
    }

    private void Answer(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                Requests.Enqueue(ReadRequest(stream));
                if (_answers.TryDequeue(out Action<NetworkStream>? answer))
                {
                    answer(stream);
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
            {
                // The client had enough.
            }
        }
    }

    private string ReadRequest(NetworkStream stream)
    {
        StringBuilder head = new();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            int next = stream.ReadByte();
            if (next < 0)
            {
                throw new IOException("The client hung up.");
            }

            head.Append((char)next);
        }

        Heads.Enqueue(head.ToString());
        string[] lines = head.ToString().Split("\r\n");
        Authorizations.Enqueue(
            lines.FirstOrDefault(line => line.StartsWith("Authorization:", StringComparison.OrdinalIgnoreCase))?[14..].Trim() ?? "");
        string? length = lines.FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))?[15..];
        byte[] body = new byte[int.Parse(length ?? "0", CultureInfo.InvariantCulture)];
        stream.ReadExactly(body);
        return lines[0] + " " + Encoding.UTF8.GetString(body);
    }
}
