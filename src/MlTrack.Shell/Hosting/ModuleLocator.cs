namespace MlTrack.Shell.Hosting;

/// <summary>Finds the module that this runner belongs to.</summary>
public static class ModuleLocator
{
    /// <summary>The name of the module's manifest.</summary>
    public const string Manifest = "MlTrack.psd1";

    /// <summary>Walks up from a folder to the one that holds the module's manifest.</summary>
    /// <param name="folder">Where to start.</param>
    /// <returns>The manifest's full path, or null.</returns>
    public static string? Find(string folder)
    {
        for (DirectoryInfo? current = new(folder); current is not null; current = current.Parent)
        {
            string path = Path.Combine(current.FullName, Manifest);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
