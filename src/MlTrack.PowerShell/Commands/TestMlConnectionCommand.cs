using System.Management.Automation;
using MlTrack.Abstractions;

namespace MlTrack.Commands;

/// <summary>Tells whether the store answers, or why not. Creates nothing: a missing file is a success, with 'will be created'.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MlConnection")]
[OutputType(typeof(MlConnectionStatus), typeof(bool))]
public sealed class TestMlConnectionCommand : MlStoreCmdlet
{
    /// <summary>Emits $true or $false alone.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        try
        {
            MlConnectionStatus status = CurrentStore.Client.Store.Test(Token);
            WriteObject(Quiet ? status.Success : status);
        }
        catch (MlException) when (Quiet)
        {
            // The URI itself is at fault: MLFLOW_TRACKING_URI holds something that is none.
            WriteObject(false);
        }
    }
}
