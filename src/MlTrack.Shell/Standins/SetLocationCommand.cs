using System.Management.Automation;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Set-Location.</summary>
[Cmdlet(VerbsCommon.Set, "Location", DefaultParameterSetName = "Path")]
[OutputType(typeof(PathInfo), typeof(PathInfoStack))]
public sealed class SetLocationCommand : PathCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter(ParameterSetName = "Stack", ValueFromPipelineByPropertyName = true)]
    public string? StackName { get; set; }

    private protected override bool IsLiteral => LiteralPath is not null;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        object? result = null;
        if (ParameterSetName == "Stack")
        {
            Try(() => result = SessionState.Path.SetDefaultLocationStack(StackName));
        }
        else
        {
            string path = LiteralPath ?? Path ?? string.Empty;
            if (path.Length == 0)
            {
                path = SessionState.Provider.GetOne("FileSystem").Home;
            }

            ProviderContext context = NewContext();
            Try(() => result = context.Call<PathInfo>(SessionState.Path, "SetLocation", path, context, IsLiteral));
        }

        if (PassThru && result is not null)
        {
            WriteObject(result);
        }
    }
}
