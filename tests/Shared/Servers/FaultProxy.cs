using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MlTrack.TestNeeds.Servers;

/// <summary>A stretch of network between a client and a server that breaks when it is told to.</summary>
internal sealed class FaultProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _sockets = [];
    private readonly int _target;
    private volatile bool _closed;
    private volatile bool _stalls;
    private volatile bool _refuses;
    private byte[]? _word;
    private FaultMoment _moment;

    public FaultProxy(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port { get; }

    /// <summary>How often the connection was cut at a word.</summary>
    public int Cuts { get; private set; }

    /// <summary>Whether nothing gets through, in either direction, although connections stay open.</summary>
    public bool Stalls
    {
        get => _stalls;
        set => _stalls = value;
    }

    /// <summary>Whether new connections are closed at once.</summary>
    public bool Refuses
    {
        get => _refuses;
        set => _refuses = value;
    }

    /// <summary>Cuts the connection the next time that a client sends a word.</summary>
    public void CutAt(string word, FaultMoment moment)
    {
        _moment = moment;
        Volatile.Write(ref _word, Encoding.ASCII.GetBytes(word));
    }

    /// <summary>Cuts all connections.</summary>
    public void Cut()
    {
        lock (_sockets)
        {
            _sockets.ForEach(Close);
            _sockets.Clear();
        }
    }

    public void Dispose()
    {
        _closed = true;
        _listener.Stop();
        Cut();
    }

    private void Accept()
    {
        while (!_closed)
        {
            try
            {
                Socket client = _listener.AcceptSocket();
                if (_refuses)
                {
                    Close(client);
                    continue;
                }

                Socket server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                server.Connect(IPAddress.Loopback, _target);
                lock (_sockets)
                {
                    _sockets.AddRange([client, server]);
                }

                Connection connection = new(client, server);
                new Thread(() => Pump(connection, client, server, fromClient: true)) { IsBackground = true }.Start();
                new Thread(() => Pump(connection, server, client, fromClient: false)) { IsBackground = true }.Start();
            }
            catch (Exception exception) when (exception is SocketException or InvalidOperationException)
            {
                // The listener was stopped, perhaps between two connections (InvalidOperationException), or the server refuses.
            }
        }
    }

    private void Pump(Connection connection, Socket from, Socket to, bool fromClient)
    {
        byte[] buffer = new byte[65536];
        try
        {
            while (true)
            {
                int count = from.Receive(buffer);
                while (_stalls && !_closed)
                {
                    Thread.Sleep(10);
                }

                if (count == 0)
                {
                    break;
                }

                if (fromClient && Volatile.Read(ref _word) is { } word && buffer.AsSpan(0, count).IndexOf(word) >= 0)
                {
                    Volatile.Write(ref _word, null);
                    Cuts++;
                    if (_moment == FaultMoment.BeforeItArrives)
                    {
                        break;
                    }

                    connection.DropsAnswer = true;
                }
                else if (!fromClient && connection.DropsAnswer)
                {
                    break;
                }

                to.Send(buffer.AsSpan(0, count));
            }
        }
        catch (SocketException)
        {
            // One side is gone.
        }
        catch (ObjectDisposedException)
        {
            // The other direction has closed both.
        }

        Close(from);
        Close(to);
    }

    private static void Close(Socket socket)
    {
        try
        {
            socket.Close();
        }
        catch (SocketException)
        {
            // It is closed.
        }
    }

    private sealed record Connection(Socket Client, Socket Server)
    {
        public volatile bool DropsAnswer;
    }
}
