using MlTrack.Stores;

namespace MlTrack.Bench.Contenders;

/// <summary>MlTrack as a .NET program uses it.</summary>
internal static class Library
{
    public static MlClient Open(string file)
    {
        string folder = Path.GetDirectoryName(file)!;
        return MlStore.Connect(file, new MlStoreOptions { BaseFolder = folder });
    }

    /// <summary>Creates a database with nothing in it but the tables.</summary>
    public static void CreateDatabase(string file)
    {
        using MlClient client = Open(file);
        client.Store.Open();
    }
}
