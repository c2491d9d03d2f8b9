namespace MlTrack.Interop.Tests.Tools;

/// <summary>A folder with a database that a test may do anything to.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly List<IDisposable> _open = [];

    public TestStore()
    {
        Folder = Directory.CreateTempSubdirectory("mltrack-interop-").FullName;
        Database = Path.Combine(Folder, "store.db");
    }

    public string Folder { get; }

    public string Database { get; }

    /// <summary>MlTrack with a store opened anew, as a new session has it.</summary>
    public MlTrackTool MlTrack()
    {
        MlTrackTool tool = new(Database);
        _open.Add(tool);
        return tool;
    }

    public MlflowTool Mlflow(string version) => MlflowTool.Open(version, Database);

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
    }

    private void CloseAll()
    {
        _open.ForEach(tool => tool.Dispose());
        _open.Clear();
    }
}
