using System.Management.Automation;

namespace MlTrack.Shell.Standins.Support;

/// <summary>What commands take that work on items found by path.</summary>
public abstract class ItemCmdlet : PathCmdlet
{
    private protected const string ByPath = "Path";
    private protected const string ByLiteralPath = "LiteralPath";

    [Parameter(Position = 0, ParameterSetName = ByPath, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = ByLiteralPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    private protected override bool IsLiteral => LiteralPath is not null;

    private protected string[] Paths => LiteralPath ?? Path ?? [];
}
