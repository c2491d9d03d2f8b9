using System.ComponentModel;

namespace MlTrack.Bench.Contenders;

/// <summary>Finds a python that has MLflow.</summary>
internal static class MlflowPython
{
    /// <summary>The one named, the one of MLTRACK_MLFLOW_PYTHON, or the one that the script beside the repository installs.</summary>
    /// <param name="named">From the command line; 'none' for none.</param>
    /// <returns>Its path; null if there is none.</returns>
    public static string? Find(string? named)
    {
        string? python = named ?? Environment.GetEnvironmentVariable("MLTRACK_MLFLOW_PYTHON");
        if (!string.IsNullOrEmpty(python))
        {
            return python == "none" ? null : python;
        }

        string installer = Path.Combine(Repository.Root, "..", "shared", "mlflow", "install.sh");
        if (!File.Exists(installer))
        {
            return null;
        }

        try
        {
            return ChildProcess.Run("bash", [installer], Repository.Root);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            Console.Error.WriteLine($"MLflow could not be installed: {error.Message}");
            return null;
        }
    }
}
