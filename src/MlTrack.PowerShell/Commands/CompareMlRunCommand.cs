using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Output;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>Compares runs: a row for each attribute, param, metric and tag that any of them has, with the value of every run.</summary>
[Cmdlet(VerbsData.Compare, "MlRun")]
[OutputType(typeof(MlRunDifference))]
public sealed class CompareMlRunCommand : MlRunCmdlet
{
    private readonly List<MlRun> _runs = [];
    private int _asked;
    private int _read;

    /// <summary>The ids of the runs, two or more. The active run is never meant by default.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string?[]? RunId { get; set; }

    /// <summary>Shows only what differs.</summary>
    [Parameter]
    public SwitchParameter Differing { get; set; }

    /// <inheritdoc/>
    private protected override bool IsWrite => false;

    /// <inheritdoc/>
    protected override void ProcessArguments() => ForEachNamedRun(RunId);

    /// <inheritdoc/>
    private protected override void ForRun(RunTarget run)
    {
        _asked++;
        MlRun read = run.Store.Client.GetRun(run.RunId, Token);
        MlRun? known = _runs.Find(other => other.RunId == read.RunId);
        if (known is null)
        {
            _runs.Add(read);
        }
        else if (known.StoreKey != read.StoreKey)
        {
            throw MlErrors.InvalidValue($"Run {read.RunId} came from two stores. Compare the copies in turn with another run.", read.RunId);
        }

        _read++;
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (_runs.Count >= 2)
        {
            foreach (PSObject row in RunComparisonRows.Of(_runs, Differing))
            {
                WriteObject(row);
            }
        }
        else if (_runs.Count == 1 && _asked == _read)
        {
            // Where nothing came there is nothing to do; where a run could not be read, its error says enough.
            throw MlErrors.InvalidValue(
                "A comparison needs two different runs or more, and one was left. Name them with -RunId, or pipe them.", _runs[0].RunId);
        }
    }
}
