using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MlTrack.Interop.Tests.Servers;

/// <summary>
/// Stands between a client and a server: cuts connections in the middle of requests and answers, in a random but repeatable way, secures
/// them with a certificate, or takes a path away.
/// </summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _server;
    private readonly X509Certificate2? _certificate;
    private readonly double _share;
    private readonly string _strip;
    private readonly Random _random = new(20260101);
    private int _cuts;

    public CuttingProxy(string server, double share = 0, X509Certificate2? certificate = null, string strip = "")
    {
        _strip = strip;
        _server = new Uri(server);
        _share = share;
        _certificate = certificate;
        _listener.Start();
        new Thread(Serve) { IsBackground = true }.Start();
    }

    public string Uri => string.Create(
        CultureInfo.InvariantCulture,
        $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How many connections were cut.</summary>
    public int Cuts => _cuts;

    public void Dispose() => _listener.Stop();

    private void Serve()
    {
        try
        {
            while (true)
            {
                TcpClient client = _listener.AcceptTcpClient();
                new Thread(() => Carry(client)) { IsBackground = true }.Start();
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            // Stopped, perhaps between two connections (InvalidOperationException).
        }
    }

    private void Carry(TcpClient client)
    {
        using TcpClient server = new();
        using (client)
        {
            try
            {
                server.Connect(_server.Host, _server.Port);
                using Stream front = Secure(client.GetStream());
                using Stream back = server.GetStream();
                (long up, long down) = Plan();
                void CutBoth()
                {
                    Interlocked.Increment(ref _cuts);
                    client.Client.Close(0);
                    server.Client.Close(0);
                }

                Thread answers = new(() => Pump(back, front, down, CutBoth)) { IsBackground = true };
                answers.Start();
                StripPath(front, back);
                Pump(front, back, up, CutBoth);
                answers.Join();
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or AuthenticationException)
            {
                // One of them hung up.
            }
        }
    }

    // A cut after some hundred bytes on the way up is in the middle of a request, and on the way down in the middle of an answer.
    private (long Up, long Down) Plan()
    {
        lock (_random)
        {
            // One that isn't cut soon is cut later, or a kept connection would live on for ever.
            return _share == 0 ? (long.MaxValue, long.MaxValue)
                : _random.NextDouble() >= _share ? (_random.Next(1, 60_000), long.MaxValue)
                : _random.Next(2) == 0 ? (_random.Next(1, 3000), long.MaxValue)
                : (long.MaxValue, _random.Next(0, 300));
        }
    }

    // The first request of a connection; servers that keep connections open know paths of their own.
    private void StripPath(Stream front, Stream back)
    {
        StringBuilder line = new();
        for (int next = 0; _strip.Length > 0 && next != '\n' && (next = front.ReadByte()) >= 0;)
        {
            line.Append((char)next);
        }

        back.Write(Encoding.ASCII.GetBytes(line.Replace(" " + _strip, " ").ToString()));
    }

    private Stream Secure(NetworkStream stream)
    {
        if (_certificate is null)
        {
            return stream;
        }

        SslStream secured = new(stream);
        secured.AuthenticateAsServer(_certificate);
        return secured;
    }

    private static void Pump(Stream from, Stream to, long limit, Action cut)
    {
        byte[] buffer = new byte[1 << 16];
        try
        {
            for (long left = limit; ;)
            {
                int read = from.Read(buffer);
                if (read == 0)
                {
                    to.Close();
                    return;
                }

                to.Write(buffer, 0, (int)Math.Min(read, left));
                left -= read;
                if (left <= 0)
                {
                    cut();
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            to.Close();
        }
    }
}
