using System.Management.Automation;
using Microsoft.PowerShell.Commands;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Test-Path; -OlderThan and -NewerThan come from the provider.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Path", DefaultParameterSetName = ByPath)]
[OutputType(typeof(bool))]
[NotInStandin("Credential")]
public sealed class TestPathCommand : PathCmdlet
{
    private const string ByPath = "Path";

    [Parameter(Position = 0, ParameterSetName = ByPath, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public string[]? LiteralPath { get; set; }

    [Parameter]
    public string? Filter { get; set; }

    [Parameter]
    public string[]? Include { get; set; }

    [Parameter]
    public string[]? Exclude { get; set; }

    [Parameter]
    [Alias("Type")]
    public TestPathType PathType { get; set; } = TestPathType.Any;

    [Parameter]
    public SwitchParameter IsValid { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Credential { get; set; }

    private protected override bool IsLiteral => LiteralPath is not null;

    private protected override ItemFilter Filters => new(Include, Exclude, Filter);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if ((LiteralPath ?? Path) is not { Length: > 0 } paths)
        {
            WriteNull();
            return;
        }

        ProviderContext context = NewContext();
        foreach (string? path in paths)
        {
            if (path is null)
            {
                WriteNull();
                continue;
            }

            bool result = false;
            if (!string.IsNullOrWhiteSpace(path))
            {
                Ignore(() => result = Test(path, context));
            }

            WriteObject(result);
        }
    }

    private protected override object? GetProviderParameters(ProviderContext context)
    {
        if (IsValid)
        {
            return null;
        }

        string path = (LiteralPath ?? Path) is [{ } first, ..] ? first : ".";
        return context.Call<object?>(InvokeProvider.Item, "ItemExistsDynamicParameters", path, context);
    }

    private bool Test(string path, ProviderContext context)
    {
        if (IsValid)
        {
            return context.Call<bool>(SessionState.Path, "IsValid", path, context);
        }

        return context.Call<bool>(InvokeProvider.Item, "Exists", path, context)
            && (PathType == TestPathType.Any
                || context.Call<bool>(InvokeProvider.Item, "IsContainer", path, context) == (PathType == TestPathType.Container));
    }

    private void WriteNull() => WriteError(new ErrorRecord(
        new ArgumentNullException(nameof(Path), "The provided Path argument was null or an empty collection."),
        "NullPathNotPermitted",
        ErrorCategory.InvalidArgument,
        Path));
}
