using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace MlTrack.TestNeeds.Servers;

/// <summary>PostgreSQL for tests. It doesn't run as root; where the tests do, it runs as another user.</summary>
internal sealed class PostgresTestServer : TestServer
{
    protected override string Scheme => "postgresql+psycopg2";

    protected override string Variable => "MLTRACK_TEST_POSTGRESQL";

    // A fast shutdown: it doesn't wait for clients to go.
    protected override string TermSignal => "INT";

    protected override bool IsPrepared => Directory.Exists(Data);

    private string Data => Path.Combine(Folder, "data");

    public override void Load(string database, string dump)
    {
        Execute(null, $"CREATE DATABASE \"{database}\" ENCODING 'UTF8' TEMPLATE template0");
        string file = Path.Combine(Folder, database + ".sql");
        File.WriteAllText(file, dump);
        string psql = Find("psql") ?? Needs.Missing("postgresql", "psql, which loads dumps, is not installed");
        Run(psql, "-q", "-v", "ON_ERROR_STOP=1", "-d", Uri(database).Replace("+psycopg2", "", StringComparison.Ordinal), "-f", file);
        File.Delete(file);
    }

    public override void Drop(string database) => Execute(null, $"DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)");

    protected override void Prepare()
    {
        string initdb = Program("initdb");
        string password = Path.Combine(Folder, "password");
        File.WriteAllText(password, Password);
        if (OtherUser() is { } user)
        {
            Run("chown", "-R", user, Folder);
        }

        Launch(initdb, ["-D", Data, "-U", User, "--pwfile=" + password, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"], wait: true);
    }

    protected override Process StartProcess() => Launch(
        Program("postgres"),
        [
            "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", Folder, "-c", "listen_addresses=127.0.0.1",

            // What is committed survives the process, if not the machine: tests kill only the process.
            "-c", "fsync=off", "-c", "max_connections=300", "-c", "logging_collector=on", "-c", "log_directory=" + Folder,
            "-c", "log_filename=server.log", .. Arguments,
        ],
        wait: false);

    protected override DbConnection NewConnection(string? database)
    {
        NpgsqlConnectionStringBuilder settings = new()
        {
            Host = "127.0.0.1",
            Port = Port,
            Username = User,
            Password = Password,
            Database = database ?? "postgres",
            Pooling = false,
        };
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            Uri uri = new(given);
            string[] login = uri.UserInfo.Split(':', 2);
            settings.Host = uri.Host;
            settings.Username = System.Uri.UnescapeDataString(login[0]);
            settings.Password = login.Length > 1 ? System.Uri.UnescapeDataString(login[1]) : "";
        }

        return new NpgsqlConnection(settings.ConnectionString);
    }

    private static Process Launch(string program, string[] arguments, bool wait)
    {
        // setpriv becomes the program, so that the process is the server's own.
        (string file, string[] all) = OtherUser() is { } user
            ? ("setpriv", (string[])["--reuid=" + user, "--regid=" + user, "--clear-groups", program, .. arguments])
            : (program, arguments);
        if (wait)
        {
            Run(file, all);
            return Process.GetCurrentProcess();
        }

        return Launch(file, all);
    }

    private static string Program(string name) => Find(name) is { } path && !OperatingSystem.IsWindows()
        ? path
        : Needs.Missing("postgresql", "no PostgreSQL server is installed (postgresql), and MLTRACK_TEST_POSTGRESQL names none");

    internal static string? OtherUser() => Environment.UserName != "root" ? null
        : File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";
}
