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

    /// <summary>Creates a run in an experiment of its own.</summary>
    /// <param name="client">The store.</param>
    /// <param name="place">Where its artifacts go; null for the store's default.</param>
    /// <returns>The run's id.</returns>
    public static string CreateRun(MlClient client, string? place)
    {
        NewExperiment experiment = new(Guid.NewGuid().ToString("N")) { ArtifactLocation = place };
        return client.CreateRun(new NewRun(client.CreateExperiment(experiment).ExperimentId)).RunId;
    }

    /// <summary>Creates a database with nothing in it but the tables.</summary>
    public static void CreateDatabase(string file)
    {
        using MlClient client = Open(file);
        client.Store.Open();
    }
}
