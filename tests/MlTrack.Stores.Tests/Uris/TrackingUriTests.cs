using MlTrack.Stores.Tests.Support;
using MlTrack.Stores.Uris;

namespace MlTrack.Stores.Tests.Uris;

public sealed class TrackingUriTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sqlite:///rel.db", "rel.db")]
    [InlineData("sqlite:///dir/rel.db", "dir/rel.db")]
    [InlineData("sqlite:///./rel.db", "rel.db")]
    [InlineData("SQLite:///rel.db", "rel.db")]
    [InlineData("sqlite:///a%20b.db", "a b.db")]
    [InlineData("sqlite:///noextension", "noextension")]
    [InlineData("x.db", "x.db")]
    [InlineData("./dir/x.sqlite", "dir/x.sqlite")]
    [InlineData(".\\dir\\x.db", "dir/x.db")]
    [InlineData("../x.db", "../x.db")]
    [InlineData("100%.db", "100%.db")]
    [InlineData("folder/", "folder/mlflow.db")]
    [InlineData("existing", "existing/mlflow.db")]
    [InlineData("plainfile", "plainfile")]
    public void FilesAreFoundFromTheBaseFolder(string uri, string expected)
    {
        Directory.CreateDirectory(_folder["existing"]);
        File.WriteAllText(_folder["plainfile"], "");
        SqliteAddress address = Parse(uri);
        Assert.Equal(Path.GetFullPath(expected, _folder.Path), address.Path);
        Assert.Equal(address.Path, Assert.IsType<SqliteAddress>(TrackingUri.Parse(address.Uri, "/")).Path);
        Assert.Equal(address.Uri, address.Key);
    }

    [Fact]
    public void AbsolutePathsStayAsTheyAre()
    {
        Assert.Equal(_folder["x.db"], Parse(_folder["x.db"]).Path);
        Assert.Equal(_folder["x.db"], Parse("sqlite:///" + _folder["x.db"]).Path);
    }

    [Fact]
    public void TildeIsTheHomeFolder() => Assert.Equal(
        Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "x.db"), Parse("~/x.db").Path);

    [Theory]
    [InlineData("mysql:/ml:s3cret@h/db")]
    [InlineData("mysql:\\\\ml:s3cret@h\\x")]
    [InlineData("mysql//ml:s3cret@h/x")]
    [InlineData("mysql;//ml:s3cret@h/x")]
    [InlineData(" mysql://ml:s3cret@h/x")]
    [InlineData("mysql ://ml:s3cret@h/x")]
    [InlineData("\"mysql://ml:s3cret@h/x\"")]
    [InlineData("ml:s3cret@h/x")]
    [InlineData("ml:s3cret@h:3306")]
    [InlineData("http:ml:s3cret@h")]
    [InlineData("http://h/#s3cret")]
    [InlineData("http://h/?token=s3cret")]
    [InlineData("'http://s3cret@h/'")]
    [InlineData("mysql://ml:s3cret@h/x?nonsense=1")]
    [InlineData("mongodb://ml:s3cret@h/x")]
    public void A_mistyped_uri_shows_no_secret(string uri)
    {
        MlException failure = Assert.Throws<MlException>(() => TrackingUri.Parse(uri, _folder.Path));
        Assert.DoesNotContain("s3cret", $"{failure} {failure.Target}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mlflow-artifacts://admin:s3cret@host/x")]
    [InlineData("ftp://admin:s3cret@host/x")]
    [InlineData("s3://admin:s3cret@host")]
    public void An_artifact_location_holds_no_password(string location)
    {
        MlException failure = Assert.Throws<MlException>(() => MlStore.Connect("sqlite://", new MlStoreOptions { ArtifactRoot = location }));
        Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Uri), (failure.ErrorCode, failure.Entity));
        Assert.DoesNotContain("s3cret", $"{failure} {failure.Target}", StringComparison.Ordinal);
        using MlClient client = MlStore.Connect("sqlite://");
        failure = Assert.Throws<MlException>(() => client.CreateExperiment(new NewExperiment("x") { ArtifactLocation = location }));
        Assert.DoesNotContain("s3cret", $"{failure} {failure.Target}", StringComparison.Ordinal);
    }

    [Fact]
    public void Azure_names_a_container_before_its_account()
    {
        using MlClient client = MlStore.Connect("sqlite://", new MlStoreOptions { ArtifactRoot = "wasbs://c@account.blob.core.windows.net/x" });
        Assert.Equal("wasbs://c@account.blob.core.windows.net/x/0", client.GetExperiment("0").ArtifactLocation);
    }

    [Theory]
    [InlineData("sqlite://")]
    [InlineData("sqlite:///:memory:")]
    public void MemoryStoresAreAllDifferent(string uri)
    {
        SqliteAddress address = Parse(uri);
        Assert.Null(address.Path);
        Assert.NotEqual(address.Key, Parse(uri).Key);
    }

    [Fact]
    public void QueryIsRead()
    {
        SqliteAddress address = Parse("sqlite:///x.db?timeout=2.5&journal_mode=delete");
        Assert.Equal((TimeSpan.FromSeconds(2.5), SqliteJournal.Delete), (address.Timeout, address.Journal));
        Assert.Equal((null, SqliteJournal.Wal), (Parse("sqlite:///x.db").Timeout, Parse("sqlite:///x.db").Journal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("sqlite:///x.db\0")]
    [InlineData("sqlite:///")]
    [InlineData("sqlite:x.db")]
    [InlineData("sqlite://x.db")]
    [InlineData("sqlite:///dir/")]
    [InlineData("sqlite:///x.db?timeout=soon")]
    [InlineData("sqlite:///x.db?timeout=-1")]
    [InlineData("sqlite:///x.db?journal_mode=off")]
    [InlineData("sqlite:///x.db?bogus=1")]
    [InlineData("nothere")]
    [InlineData("mssql+pyodbc://u:p@h/db")]
    [InlineData("oracle://h/db")]
    [InlineData("file:///srv/mlruns")]
    [InlineData("mysql:h/db")]
    [InlineData("mysql://h:99999/db")]
    [InlineData("mysql://h:abc/db")]
    [InlineData("mysql://h")]
    [InlineData("mysql://h/db?bogus=1")]
    [InlineData("mysql://h/db?ssl_disabled=perhaps")]
    [InlineData("mysql://h/db?connect_timeout=soon")]
    [InlineData("postgresql://h/db?sslmode=maybe")]
    [InlineData("mysql+oursql://h/db")]
    [InlineData("postgresql://[::1/db")]
    [InlineData("postgresql://h/db?bogus=1")]
    [InlineData("http://")]
    [InlineData("http://h:0")]
    [InlineData("http://h/?a=b")]
    [InlineData("http://h/#a")]
    [InlineData("http://h?a=b")]
    public void MalformedUrisFailAtOnce(string uri)
    {
        MlException failure = Assert.Throws<MlException>(() => MlStore.Connect(uri, new MlStoreOptions { BaseFolder = _folder.Path }));
        Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Uri), (failure.ErrorCode, failure.Entity));
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("databricks", "Databricks")]
    [InlineData("databricks://profile", "Databricks")]
    [InlineData("uc:catalog", "Databricks")]
    public void OtherBackendsAreNamed(string uri, string named)
    {
        MlException failure = Assert.Throws<MlException>(() => MlStore.Connect(uri));
        Assert.Equal((MlErrorCode.NotImplemented, MlEntity.Uri), (failure.ErrorCode, failure.Entity));
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mysql+pymysql://user:s3cret@host:3307/db?charset=utf8mb4", MlBackend.MySQL, "host", 3307, "user", "s3cret")]
    [InlineData("mysql://user:s3cret/x@host/db", MlBackend.MySQL, "host", 3306, "user", "s3cret/x")]
    [InlineData("mysql+mysqldb://host/db", MlBackend.MySQL, "host", 3306, null, null)]
    [InlineData("mysql+mysqlconnector://host/db", MlBackend.MySQL, "host", 3306, null, null)]
    [InlineData("mariadb://host/db", MlBackend.MySQL, "host", 3306, null, null)]
    [InlineData("mariadb+pymysql://host/db?unix_socket=/run/x", MlBackend.MySQL, "host", 3306, null, null)]
    [InlineData("postgresql+psycopg2://us%40er:p%40ss:w%2Frd@[::1]:5433/db", MlBackend.PostgreSQL, "::1", 5433, "us@er", "p@ss:w/rd")]
    [InlineData("postgresql://user:@host/db?sslmode=require", MlBackend.PostgreSQL, "host", 5432, "user", "")]
    [InlineData("postgres:///db?host=/run/pg", MlBackend.PostgreSQL, "localhost", 5432, null, null)]
    [InlineData("postgresql+psycopg://host/db", MlBackend.PostgreSQL, "host", 5432, null, null)]
    [InlineData("postgresql+pg8000://host/d%62", MlBackend.PostgreSQL, "host", 5432, null, null)]
    public void ServersAreReadInAllForms(string uri, MlBackend backend, string host, int port, string? user, string? password)
    {
        DatabaseAddress address = Assert.IsType<DatabaseAddress>(TrackingUri.Parse(uri, _folder.Path));
        Assert.Equal(
            (backend, host, port, user, password, "db"),
            (address.Backend, address.Host, address.Port, address.User, address.Password, address.Database));
        Assert.Equal(address, TrackingUri.Parse(uri, _folder.Path));
        Assert.DoesNotContain("s3cret", address.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", address.Key, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mysql://h/db", DatabaseTls.Prefer)]
    [InlineData("mysql://h/db?ssl_ca=ca.pem", DatabaseTls.VerifyHost)]
    [InlineData("mysql://h/db?ssl_ca=ca.pem&ssl_verify_cert=false", DatabaseTls.Require)]
    [InlineData("mysql://h/db?ssl_verify_cert=true", DatabaseTls.VerifyHost)]
    [InlineData("mysql://h/db?ssl_disabled=true", DatabaseTls.None)]
    [InlineData("postgresql://h/db", DatabaseTls.Prefer)]
    [InlineData("postgresql://h/db?sslmode=disable", DatabaseTls.None)]
    [InlineData("postgresql://h/db?sslmode=require", DatabaseTls.Require)]
    [InlineData("postgresql://h/db?sslmode=require&sslrootcert=ca.pem", DatabaseTls.VerifyAuthority)]
    [InlineData("postgresql://h/db?sslmode=verify-ca", DatabaseTls.VerifyAuthority)]
    [InlineData("postgresql://h/db?sslmode=verify-full", DatabaseTls.VerifyHost)]
    public void TlsIsAsTheKeysSay(string uri, object tls)
    {
        DatabaseOptions options = Assert.IsType<DatabaseAddress>(TrackingUri.Parse(uri, _folder.Path)).Options;
        Assert.Equal(tls, options.Tls);
        Assert.Equal(uri.Contains("ca.pem", StringComparison.Ordinal) ? _folder["ca.pem"] : null, options.AuthorityFile);
    }

    [Theory]
    [InlineData("mysql://h/db?ssl_ca=", "ssl_ca without a value")]
    [InlineData("mysql://h/db?ssl_cert=a&ssl_key", "ssl_key without a value")]
    [InlineData("mysql://h/db?unix_socket=", "unix_socket without a value")]
    [InlineData("postgresql://h/db?sslmode=verify-full&sslrootcert=", "sslrootcert without a value")]
    [InlineData("postgresql://u@h/", "postgresql://user@host/db")]
    [InlineData("mysql://u@h", "mysql://user@host/db")]
    public void WhatIsMissingIsTold(string uri, string what)
    {
        MlException failure = Assert.Throws<MlException>(() => TrackingUri.Parse(uri, _folder.Path));
        Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Uri), (failure.ErrorCode, failure.Entity));
        Assert.Contains(what, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mysql://user:s3cret@host/db?bogus=1")]
    [InlineData("mysql://user:s3cret@host:abc/db")]
    [InlineData("mssql://user:s3cret@host/db")]
    [InlineData("postgresql://user:a/s3cret?x@host/db")]
    [InlineData("sqlite:///x.db?password=s3cret")]
    [InlineData("http://user:s3cret@host:x/")]
    [InlineData("http://user:s3cret@host/?token=s3cret")]
    [InlineData("http://user:s3/cret@host")]
    public void PasswordsAreNeverShown(string uri)
    {
        MlException failure = Assert.Throws<MlException>(() => MlStore.Connect(uri));
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.Target?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://host:5000", "http://host:5000", null)]
    [InlineData("HTTP://Host", "http://host", null)]
    [InlineData("https://host:443/base/path/", "https://host/base/path", null)]
    [InlineData("http://[::1]:5000/a%20b", "http://[::1]:5000/a%20b", null)]
    [InlineData("https://user:qu%40rk@host/base", "https://host/base", "user:qu@rk")]
    [InlineData("https://user:qu@rk@host", "https://host", "user:qu@rk")]
    [InlineData("https://user@host", "https://host", "user:")]
    public void ServersAreNamedWithoutTheirCredentials(string uri, string shown, string? credential)
    {
        RestAddress address = Assert.IsType<RestAddress>(TrackingUri.Parse(uri, _folder.Path));
        Assert.Equal((shown, shown), (address.Uri, address.Key));
        Assert.Equal(shown + "/", address.Root.AbsoluteUri.TrimEnd('/') + "/");
        string? header = address.Credential?.ToHeader().Parameter;
        Assert.Equal(credential, header is null ? null : System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(header)));
        Assert.DoesNotContain("rk", address.ToString(), StringComparison.Ordinal);
        using MlClient client = MlStore.Connect(uri);
        Assert.Equal((MlBackend.REST, shown), (client.Store.Backend, client.Store.Uri));
    }

    [Theory]
    [InlineData("meta.yaml")]
    [InlineData("0/meta.yaml")]
    public void FileStoresOfMlflowAreRefused(string file)
    {
        string path = _folder["mlruns/" + file];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        MlException failure = Assert.Throws<MlException>(() => Parse("mlruns"));
        Assert.Contains("file store of MLflow 2.x", failure.Message, StringComparison.Ordinal);
        File.WriteAllText(_folder["mlruns/mlflow.db"], "");
        Assert.Equal(_folder["mlruns/mlflow.db"], Parse("mlruns").Path);
    }

    [Theory]
    [InlineData("ftp://x", null, "The registry URI 'ftp://x' is of no kind")]
    [InlineData("ftp://x", "MLFLOW_REGISTRY_URI", "The registry URI (MLFLOW_REGISTRY_URI) 'ftp://x' is of no kind")]
    [InlineData("databricks", null, "The registry URI 'databricks' names a Databricks")]
    [InlineData(" ", null, "The registry URI must not be empty")]
    public void ErrorsNameTheRegistry(string uri, string? variable, string words)
    {
        MlException failure = Assert.Throws<MlException>(() => TrackingUri.ParseRegistry(uri, _folder.Path, variable));
        Assert.Equal((MlEntity.Uri, true), (failure.Entity, failure.Message.StartsWith(words, StringComparison.Ordinal)));
        if (variable is null && uri != " ")
        {
            Assert.Equal(failure.Message, Assert.Throws<MlException>(
                () => MlStore.Connect("sqlite:///x.db", new MlStoreOptions { BaseFolder = _folder.Path, RegistryUri = uri })).Message);
        }
    }

    private SqliteAddress Parse(string uri) => Assert.IsType<SqliteAddress>(TrackingUri.Parse(uri, _folder.Path));
}
