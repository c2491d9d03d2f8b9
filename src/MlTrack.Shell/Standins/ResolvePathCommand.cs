using System.Management.Automation;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Resolve-Path.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "Path", DefaultParameterSetName = ByPath)]
[OutputType(typeof(PathInfo), typeof(string))]
[NotInStandin("Credential", "RelativeBasePath")]
public sealed class ResolvePathCommand : ItemCmdlet
{
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    public SwitchParameter Relative { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ProviderContext context = NewContext();
        foreach (string path in Paths)
        {
            foreach (PathInfo found in ResolvePath(path, context))
            {
                WriteObject(Relative ? RelativePathOf(found) : found);
            }
        }
    }

    private string RelativePathOf(PathInfo item)
    {
        PathInfo here = SessionState.Path.CurrentLocation;
        if (item.Drive != here.Drive)
        {
            return item.Path;
        }

        string path = SessionState.Path.NormalizeRelativePath(item.Path, here.ProviderPath);
        return path.StartsWith(item.Drive?.Root ?? item.Path, StringComparison.OrdinalIgnoreCase) || path.StartsWith('.')
            ? path
            : SessionState.Path.Combine(".", path);
    }
}
