using MlTrack.Interop.Tests.Mlflow;
using MlTrack.TestNeeds.Servers;

namespace MlTrack.Interop.Tests.Tools;

/// <summary>A folder with a database, in a file or on a server, that a test may do anything to.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly List<IDisposable> _open = [];
    private readonly TestServer? _server;
    private readonly string _name = TestServer.NewName();

    public TestStore(MlBackend backend = MlBackend.SQLite)
    {
        Folder = Directory.CreateTempSubdirectory("mltrack-interop-").FullName;
        Database = Path.Combine(Folder, "store.db");
        Backend = backend;
        _server = backend == MlBackend.SQLite ? null : TestServer.Of(backend);
    }

    public MlBackend Backend { get; }

    public string Folder { get; }

    /// <summary>The file of a SQLite database.</summary>
    public string Database { get; }

    public string Uri => _server?.Uri(_name) ?? "sqlite:///" + Database;

    /// <summary>MlTrack with a store opened anew, as a new session has it.</summary>
    public MlTrackTool MlTrack()
    {
        MlTrackTool tool = new(Uri, Folder);
        _open.Add(tool);
        return tool;
    }

    public MlflowTool Mlflow(string version) => Mlflow(MlflowProcess.Shared(version));

    public MlflowTool Mlflow(MlflowProcess process)
    {
        // MLflow needs a server's database to be there; what it makes then is its own.
        if (Backend == MlBackend.MySQL)
        {
            _server!.Execute(null, $"CREATE DATABASE IF NOT EXISTS {_name} CHARACTER SET utf8mb4");
        }
        else if (Backend == MlBackend.PostgreSQL && _server!.Execute(null, $"SELECT 1 FROM pg_database WHERE datname = '{_name}'") == "")
        {
            _server.Execute(null, $"CREATE DATABASE {_name}");
        }

        return new(process, Uri, Folder);
    }

    /// <summary>A copy of the database as it is now, in a folder of its own.</summary>
    public TestStore Copy()
    {
        CloseAll();
        TestStore copy = new();
        foreach (string file in Directory.GetFiles(Folder, "store.db*"))
        {
            File.Copy(file, Path.Combine(copy.Folder, Path.GetFileName(file)));
        }

        return copy;
    }

    public void Dispose()
    {
        CloseAll();
        Directory.Delete(Folder, recursive: true);
        _server?.Drop(_name);
    }

    private void CloseAll()
    {
        _open.ForEach(tool => tool.Dispose());
        _open.Clear();
    }
}
