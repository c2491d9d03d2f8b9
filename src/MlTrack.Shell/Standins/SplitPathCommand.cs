using System.Management.Automation;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Split-Path.</summary>
[Cmdlet(VerbsCommon.Split, "Path", DefaultParameterSetName = ByParent)]
[OutputType(typeof(string), typeof(bool))]
[NotInStandin("Credential")]
public sealed class SplitPathCommand : PathCmdlet
{
    private const string ByParent = "ParentSet";
    private const string ByLeaf = "LeafSet";
    private const string ByLeafBase = "LeafBaseSet";
    private const string ByExtension = "ExtensionSet";
    private const string ByQualifier = "QualifierSet";
    private const string ByNoQualifier = "NoQualifierSet";
    private const string ByIsAbsolute = "IsAbsoluteSet";
    private const string ByLiteralPath = "LiteralPathSet";

    [Parameter(Position = 0, ParameterSetName = ByParent, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = ByLeaf, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = ByLeafBase, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = ByExtension, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = ByQualifier, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = ByNoQualifier, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = ByIsAbsolute, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = ByLiteralPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    [Parameter(ParameterSetName = ByQualifier, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Qualifier { get; set; }

    [Parameter(ParameterSetName = ByNoQualifier, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter NoQualifier { get; set; }

    [Parameter(ParameterSetName = ByParent, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Parent { get; set; } = true;

    [Parameter(ParameterSetName = ByLeaf, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Leaf { get; set; }

    [Parameter(ParameterSetName = ByLeafBase, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter LeafBase { get; set; }

    [Parameter(ParameterSetName = ByExtension, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Extension { get; set; }

    [Parameter]
    public SwitchParameter Resolve { get; set; }

    [Parameter(ParameterSetName = ByIsAbsolute, Mandatory = true)]
    public SwitchParameter IsAbsolute { get; set; }

    private protected override bool IsLiteral => LiteralPath is not null;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ProviderContext context = NewContext();
        IEnumerable<string> paths = LiteralPath ?? Path ?? [];
        if (Resolve)
        {
            paths = paths.SelectMany(path => ResolvePath(path, context)).Select(found => found.Path).ToList();
        }

        foreach (string path in paths)
        {
            if (ParameterSetName == ByIsAbsolute)
            {
                WriteObject(SessionState.Path.IsPSAbsolute(path, out _));
            }
            else if (Split(path, context) is { } part)
            {
                WriteObject(part);
            }
        }
    }

    private string? Split(string path, ProviderContext context)
    {
        switch (ParameterSetName)
        {
            case ByQualifier:
                return SplitQualifier(path);
            case ByNoQualifier:
                return RemoveQualifier(path);
            case ByParent or ByLiteralPath:
                string parent = string.Empty;
                Ignore(() => parent = context.Call<string>(SessionState.Path, "ParseParent", path, string.Empty, context, true));
                return parent;
            default:
                string? leaf = null;
                Try(() => leaf = context.Call<string>(SessionState.Path, "ParseChildName", path, context, true));
                return LeafBase ? System.IO.Path.GetFileNameWithoutExtension(leaf)
                    : Extension ? System.IO.Path.GetExtension(leaf)
                    : leaf;
        }
    }

    private string? SplitQualifier(string path)
    {
        int colon = path.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            WriteError(new ErrorRecord(
                new FormatException($"Cannot parse path because path '{path}' does not have a qualifier specified."),
                "ParsePathFormatError",
                ErrorCategory.InvalidArgument,
                path));
            return null;
        }

        return path[..(SessionState.Path.IsProviderQualified(path) ? colon + 2 : colon + 1)];
    }

    private string RemoveQualifier(string path)
    {
        if (SessionState.Path.IsProviderQualified(path))
        {
            int end = path.IndexOf("::", StringComparison.Ordinal);
            return end < 0 ? path : path[(end + 2)..];
        }

        return SessionState.Path.IsPSAbsolute(path, out string drive) && path.Length > drive.Length + 1 && path[drive.Length] == ':'
            ? path[(drive.Length + 1)..]
            : path;
    }
}
