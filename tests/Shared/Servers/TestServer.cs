using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MlTrack.TestNeeds.Servers;

/// <summary>
/// A database server for tests: started in a scratch folder on a free port and stopped with the process, or one that runs already and
/// that a variable names. Tests make databases of their own in it.
/// </summary>
internal abstract class TestServer : IDisposable
{
    protected const string User = "mltrack";
    protected const string Password = "p@ss:w/rd?";

    private static readonly TimeSpan s_startTime = TimeSpan.FromSeconds(60);
    private static readonly Lazy<TestServer> s_mySql = new(() => Shared(new MySqlTestServer()));
    private static readonly Lazy<TestServer> s_postgreSql = new(() => Shared(new PostgresTestServer()));
    private static int s_databases;

    private Process? _process;
    private string? _given;

    /// <summary>The folder of its files.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("mltrack-server-").FullName;

    /// <summary>Where it listens.</summary>
    public int Port { get; private set; } = FreePort();

    /// <summary>More arguments for the server; set them before it starts.</summary>
    public List<string> Arguments { get; } = [];

    /// <summary>The server that the tests of this process share.</summary>
    /// <param name="backend">The engine.</param>
    /// <returns>The running server; the test is skipped where there can be none.</returns>
    public static TestServer Of(MlBackend backend) => (backend == MlBackend.MySQL ? s_mySql : s_postgreSql).Value;

    /// <summary>A server that one test has for itself, to restart or kill it.</summary>
    /// <param name="backend">The engine.</param>
    /// <param name="arguments">More arguments for it.</param>
    /// <returns>The running server.</returns>
    public static TestServer Own(MlBackend backend, params string[] arguments)
    {
        TestServer server = backend == MlBackend.MySQL ? new MySqlTestServer() : new PostgresTestServer();
        server.Arguments.AddRange(arguments);
        server.Start();
        return server;
    }

    /// <summary>Makes a file the property of the user that servers run as.</summary>
    /// <param name="file">The file.</param>
    public static void GiveToServer(string file)
    {
        if (PostgresTestServer.OtherUser() is { } user)
        {
            Run("chown", user, file);
        }
    }

    /// <summary>A name that no database has yet.</summary>
    /// <returns>The name.</returns>
    public static string NewName() =>
        string.Create(CultureInfo.InvariantCulture, $"mltrack_{Environment.ProcessId}_{Interlocked.Increment(ref s_databases)}");

    /// <summary>The tracking URI of a database in it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="port">Another port, of a proxy; null for its own.</param>
    /// <param name="query">What follows the question mark.</param>
    /// <returns>The URI, with the password.</returns>
    public string Uri(string database, int? port = null, string query = "")
    {
        string uri = _given is null
            ? string.Create(
                CultureInfo.InvariantCulture, $"{Scheme}://{User}:{System.Uri.EscapeDataString(Password)}@127.0.0.1:{port ?? Port}/{database}")
            : $"{_given.TrimEnd('/')}/{database}";
        return query.Length == 0 ? uri : $"{uri}?{query}";
    }

    /// <summary>Opens a connection of the driver's own.</summary>
    /// <param name="database">The database; null for one that every server has.</param>
    /// <returns>The open connection.</returns>
    public DbConnection Connect(string? database = null)
    {
        DbConnection connection = NewConnection(database);
        connection.Open();
        return connection;
    }

    /// <summary>Runs statements.</summary>
    /// <param name="database">The database; null for one that every server has.</param>
    /// <param name="statements">The statements.</param>
    /// <returns>The first column of the first row as text; null without a row.</returns>
    public string? Execute(string? database, string statements)
    {
        using DbConnection connection = Connect(database);
        using DbCommand command = connection.CreateCommand();
        command.CommandText = statements;
        command.CommandTimeout = 120;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Reads all rows of a query.</summary>
    /// <param name="database">The database.</param>
    /// <param name="query">The query.</param>
    /// <returns>The rows, each as texts; null for NULL.</returns>
    public List<string?[]> Query(string? database, string query)
    {
        using DbConnection connection = Connect(database);
        using DbCommand command = connection.CreateCommand();
        command.CommandText = query;
        using DbDataReader reader = command.ExecuteReader();
        List<string?[]> rows = [];
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(
                column => reader.IsDBNull(column) ? null : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))]);
        }

        return rows;
    }

    /// <summary>Loads a dump.</summary>
    /// <param name="database">The database, which is created.</param>
    /// <param name="dump">The dump, unpacked.</param>
    public abstract void Load(string database, string dump);

    /// <summary>Removes a database.</summary>
    /// <param name="database">The database.</param>
    public abstract void Drop(string database);

    /// <summary>Starts it, on the same port and files as before.</summary>
    public void Start()
    {
        if (!IsPrepared)
        {
            Prepare();
        }

        for (int attempt = 0; ; attempt++)
        {
            _process = StartProcess();
            if (WaitUntilReady())
            {
                return;
            }

            Kill();
            Assert.True(attempt < 2, $"The test server didn't start: {Log()}");
            Port = FreePort();
        }
    }

    /// <summary>Ends it as an administrator would.</summary>
    public void Terminate()
    {
        using Process kill = Process.Start("kill", ["-" + TermSignal, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.True(_process.WaitForExit(30_000), "The test server didn't stop.");
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
            // A last process of the server may still write; the folder is in the system's scratch place.
        }
    }

    protected abstract string Scheme { get; }

    protected abstract string Variable { get; }

    protected abstract string TermSignal { get; }

    protected abstract bool IsPrepared { get; }

    /// <summary>Makes its files.</summary>
    protected abstract void Prepare();

    /// <summary>Starts its process.</summary>
    /// <returns>The process.</returns>
    protected abstract Process StartProcess();

    /// <summary>A connection that isn't open yet.</summary>
    /// <param name="database">The database; null for one that every server has.</param>
    /// <returns>The connection.</returns>
    protected abstract DbConnection NewConnection(string? database);

    /// <summary>A program of the server's, on the PATH or where Debian puts it.</summary>
    /// <param name="names">Its names, the best first.</param>
    /// <returns>Its path; null if it isn't here.</returns>
    protected static string? Find(params string[] names)
    {
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/sbin", "/usr/local/sbin", "/usr/bin"]);
        if (Directory.Exists("/usr/lib/postgresql"))
        {
            // Debian puts links to some programs on the PATH that ask for a cluster.
            folders = Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")).Concat(folders);
        }

        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    /// <summary>Runs a program to its end, or fails.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    protected static void Run(string program, params string[] arguments)
    {
        using Process process = Launch(program, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} failed: {output}{error.Result}");
    }

    /// <summary>Starts a program whose output nobody sees.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The process.</returns>
    protected static Process Launch(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static TestServer Shared(TestServer server)
    {
        server._given = Environment.GetEnvironmentVariable(server.Variable) is { Length: > 0 } uri ? uri : null;
        if (server._given is null)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
            server.Start();
        }
        else
        {
            server.UseGiven(new Uri(server._given));
        }

        return server;
    }

    private void UseGiven(Uri uri) => Port = uri.Port;

    private bool WaitUntilReady()
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < s_startTime && !_process!.HasExited)
        {
            try
            {
                using DbConnection connection = Connect();
                return true;
            }
            catch (Exception failure) when (failure is DbException or SocketException)
            {
                Thread.Sleep(50);
            }
        }

        return false;
    }

    private string Log() => string.Join('\n', Directory.GetFiles(Folder, "*.log").SelectMany(file => File.ReadLines(file).TakeLast(5)));

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
