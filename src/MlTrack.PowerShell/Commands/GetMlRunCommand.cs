using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>Gets runs by their ids, or the run that is open now.</summary>
[Cmdlet(VerbsCommon.Get, "MlRun", DefaultParameterSetName = ById)]
[OutputType(typeof(MlRun))]
public sealed class GetMlRunCommand : MlRunCmdlet
{
    private const string ById = nameof(ById);
    private const string Open = nameof(Open);

    /// <summary>The ids of the runs. Without it, and without a pipe, the active run is meant.</summary>
    [Parameter(Position = 0, ParameterSetName = ById)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string?[]? RunId { get; set; }

    /// <summary>Gets the open runs of this runspace, innermost first; none if no run is open.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Open)]
    public SwitchParameter Active { get; set; }

    /// <inheritdoc/>
    private protected override bool IsWrite => false;

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        if (Active)
        {
            foreach (ActiveRun open in RunspaceState.Current.Runs)
            {
                ForItem(open.RunId, () => WriteRun(new RunTarget(open.Store, open.RunId)));
            }
        }
        else if (IsGiven(nameof(RunId)))
        {
            ForEachRun(RunId);
        }
        else
        {
            WriteRun(ActiveRun());
        }
    }

    /// <inheritdoc/>
    private protected override void ForRun(RunTarget run) => WriteRun(run);
}
