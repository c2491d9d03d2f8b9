using System.Management.Automation;

namespace MlTrack.Session;

/// <summary>Ends the open runs of a runspace whose user removes the module: with the commands gone, nobody could end them.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceState.Current.EndRuns();
}
