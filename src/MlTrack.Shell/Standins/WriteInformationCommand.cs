using System.Management.Automation;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Write-Information.</summary>
[Cmdlet(VerbsCommunications.Write, "Information")]
public sealed class WriteInformationCommand : StandinCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("Msg", "Message")]
    [AllowNull]
    public object? MessageData { get; set; }

    [Parameter(Position = 1)]
    public string[]? Tags { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Tags?.FirstOrDefault(tag => tag.StartsWith("PS", StringComparison.OrdinalIgnoreCase)) is { } reserved)
        {
            ThrowTerminatingError(NewError(
                $"Cannot use tag '{reserved}'. The 'PS' prefix is reserved.", "PSPrefixReservedInInformationTag", ErrorCategory.InvalidArgument, reserved));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteInformation(MessageData, Tags);
}
