using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MySqlConnector;

namespace MlTrack.TestNeeds.Servers;

/// <summary>MariaDB or MySQL for tests.</summary>
internal sealed partial class MySqlTestServer : TestServer
{
    protected override string Scheme => "mysql+pymysql";

    protected override string Variable => "MLTRACK_TEST_MYSQL";

    protected override string TermSignal => "TERM";

    protected override bool IsPrepared => Directory.Exists(Data);

    private string Data => Path.Combine(Folder, "data");

    public override void Load(string database, string dump)
    {
        Execute(null, $"CREATE DATABASE `{database}` CHARACTER SET utf8mb4");

        // Tables come by name, so that some are there before those that they refer to; and whoever made them is no user of this server.
        string client = Find("mariadb", "mysql") ?? Needs.Missing("mysql", "the mariadb or mysql client, which loads dumps, is not installed");
        string file = Path.Combine(Folder, database + ".sql");
        File.WriteAllText(
            file, "SET SESSION foreign_key_checks = 0, sql_mode = 'NO_AUTO_VALUE_ON_ZERO';\n" + Definer().Replace(dump, ""));
        Run(
            client, "--no-defaults", "--host=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"--port={Port}"), "--user=" + Settings(null).UserID,
            "--password=" + Settings(null).Password, "--default-character-set=utf8mb4", database, "-e", "source " + file);
        File.Delete(file);
    }

    public override void Drop(string database) => Execute(null, $"DROP DATABASE IF EXISTS `{database}`");

    protected override void Prepare()
    {
        string server = Server();
        if (Find("mariadb-install-db", "mysql_install_db") is { } install)
        {
            Run(
                install, "--no-defaults", "--datadir=" + Data, "--auth-root-authentication-method=normal", "--skip-test-db",
                "--user=" + Environment.UserName);
        }
        else
        {
            Run(server, "--no-defaults", "--initialize-insecure", "--datadir=" + Data, "--user=" + Environment.UserName);
        }

        File.WriteAllText(
            Path.Combine(Folder, "init.sql"),
            $"CREATE USER IF NOT EXISTS '{User}'@'%' IDENTIFIED BY '{Password}';\nGRANT ALL PRIVILEGES ON *.* TO '{User}'@'%' WITH GRANT OPTION;\n");
    }

    protected override Process StartProcess() => Launch(
        Server(),
        [
            "--no-defaults", "--user=" + Environment.UserName, "--datadir=" + Data, "--bind-address=127.0.0.1", "--skip-name-resolve",
            string.Create(CultureInfo.InvariantCulture, $"--port={Port}"), "--socket=" + Path.Combine(Folder, "s"), "--pid-file=" + Path.Combine(Folder, "pid"),
            "--init-file=" + Path.Combine(Folder, "init.sql"), "--log-error=" + Path.Combine(Folder, "server.log"),

            // What is committed survives the process, if not the machine: tests kill only the process.
            "--innodb-flush-log-at-trx-commit=2", "--max-connections=300", .. Arguments,
        ]);

    protected override DbConnection NewConnection(string? database) => new MySqlConnection(Settings(database).ConnectionString);

    private MySqlConnectionStringBuilder Settings(string? database)
    {
        MySqlConnectionStringBuilder settings = new()
        {
            Server = "127.0.0.1",
            Port = (uint)Port,
            UserID = User,
            Password = Password,
            Pooling = false,
            AllowUserVariables = true,
            AllowPublicKeyRetrieval = true,
        };
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            Uri uri = new(given);
            string[] login = uri.UserInfo.Split(':', 2);
            settings.Server = uri.Host;
            settings.UserID = System.Uri.UnescapeDataString(login[0]);
            settings.Password = login.Length > 1 ? System.Uri.UnescapeDataString(login[1]) : "";
        }

        if (database is not null)
        {
            settings.Database = database;
        }

        return settings;
    }

    [GeneratedRegex("DEFINER=`[^`]*`@`[^`]*`")]
    private static partial Regex Definer();

    private static string Server() => Find("mariadbd", "mysqld") is { } path && !OperatingSystem.IsWindows()
        ? path
        : Needs.Missing("mysql", "no MySQL or MariaDB server is installed (mariadb-server), and MLTRACK_TEST_MYSQL names none");
}
