using System.Management.Automation;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Get-ChildItem; -File, -Directory and their like come from the provider.</summary>
[Cmdlet(VerbsCommon.Get, "ChildItem", DefaultParameterSetName = "Items")]
public sealed class GetChildItemCommand : PathCmdlet
{
    private uint? _depth;

    [Parameter(Position = 0, ParameterSetName = "Items", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralItems", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    [Parameter(Position = 1)]
    public string? Filter { get; set; }

    [Parameter]
    public string[]? Include { get; set; }

    [Parameter]
    public string[]? Exclude { get; set; }

    [Parameter]
    [Alias("s", "r")]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public uint Depth
    {
        get => _depth ?? uint.MaxValue;
        set
        {
            _depth = value;
            Recurse = true;
        }
    }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter Name { get; set; }

    private protected override bool IsLiteral => LiteralPath is not null;

    private protected override bool IsForced => Force;

    private protected override ItemFilter Filters => new(Include, Exclude, Filter);

    private string[] Paths => (LiteralPath ?? Path) is { Length: > 0 } paths ? paths : [string.Empty];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ProviderContext context = NewContext();
        foreach (string path in Paths)
        {
            if (Name)
            {
                Try(() => context.Call<object?>(
                    InvokeProvider.ChildItem, "GetNames", path, ReturnContainers.ReturnMatchingContainers, Recurse.IsPresent, Depth, context));
            }
            else
            {
                Try(() => context.Call<object?>(InvokeProvider.ChildItem, "Get", path, Recurse.IsPresent, Depth, context));
            }
        }
    }

    private protected override object? GetProviderParameters(ProviderContext context)
    {
        string path = (LiteralPath ?? Path) is [{ } first, ..] ? first : ".";
        return Name
            ? context.Call<object?>(InvokeProvider.ChildItem, "GetChildNamesDynamicParameters", path, context)
            : context.Call<object?>(InvokeProvider.ChildItem, "GetChildItemsDynamicParameters", path, Recurse.IsPresent, context);
    }
}
