using System.Management.Automation;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Join-Path.</summary>
[Cmdlet(VerbsCommon.Join, "Path")]
[OutputType(typeof(string))]
[NotInStandin("Credential")]
public sealed class JoinPathCommand : PathCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string[]? ChildPath { get; set; }

    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true, ValueFromRemainingArguments = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? AdditionalChildPath { get; set; }

    [Parameter]
    public SwitchParameter Resolve { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ProviderContext context = NewContext();
        string child = string.Empty;
        foreach (string part in (ChildPath ?? []).Concat(AdditionalChildPath ?? []))
        {
            child = Combine(child, part, context);
        }

        foreach (string path in Path)
        {
            string? joined = null;
            if (!Try(() => joined = Combine(path, child, context)) || joined is null)
            {
                continue;
            }

            if (Resolve)
            {
                WriteObject(ResolvePath(joined, context).Select(found => found.Path), enumerateCollection: true);
            }
            else
            {
                WriteObject(joined);
            }
        }
    }

    private string Combine(string parent, string? child, ProviderContext context) =>
        context.Call<string>(SessionState.Path, "Combine", parent, child ?? string.Empty, context);
}
