using System.Management.Automation;
using System.Reflection;
using MlTrack.Errors;
using MlTrack.Session;
using PipelineResultTypes = System.Management.Automation.Runspaces.PipelineResultTypes;

namespace MlTrack.Commands;

public sealed partial class StartMlRunCommand
{
    // Dot-sourcing sets the caller's variables. Of the ways to invoke a block, this overload alone writes its output as it comes.
    private const string DotSource = ". $args[0] $args[1]";
    private const string DotSourceMerged = ". $args[0] $args[1] 2>&1";

    private static readonly TimeSpan s_patienceAfterStop = TimeSpan.FromSeconds(2);

    private readonly List<RuntimeException> _passing = [];

    /// <inheritdoc/>
    protected override void Release()
    {
        // PowerShell disposes the cmdlet after it has taken the error over, and before anybody sees it.
        foreach (RuntimeException error in _passing)
        {
            error.WasThrownFromThrowStatement = false;
        }
    }

    private void RunBlock(ScriptBlock block, MlRun run)
    {
        ActiveRun own = RunspaceState.Current.Innermost!;
        HashSet<ActiveRun> before = [.. RunspaceState.Current.Runs.Skip(1)];
        MlRunStatus status = MlRunStatus.Killed;
        bool hasEnded = false;
        try
        {
            InvokeCommand.InvokeScript(
                MergesErrors() ? DotSourceMerged : DotSource,
                useNewScope: false,
                PipelineResultTypes.Output | PipelineResultTypes.Error,
                input: null,
                BlockCaller.At(MyInvocation),
                block);
            status = MlRunStatus.Finished;
            hasEnded = true;
        }
        catch (ExitException exit)
        {
            status = ExitCode(exit) == 0 ? MlRunStatus.Finished : MlRunStatus.Failed;
            throw;
        }
        catch (LoopFlowException)
        {
            // break or continue of a loop around the block.
            status = MlRunStatus.Finished;
            throw;
        }
        catch (Exception error) when (error is not (PipelineStoppedException or FlowControlException))
        {
            status = MlRunStatus.Failed;
            PassOn(error);
            throw;
        }
        finally
        {
            EndRuns(own, before, status, hasEnded);
        }
    }

    // The engine gives a block the error stream of the cmdlet, which leads nowhere when the caller merges it into the output (2>&1); the
    // block's errors would be lost. Only the engine knows about the merging.
    private bool MergesErrors() => CommandRuntime.GetType()
        .GetProperty("ErrorMergeTo", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?
        .GetValue(CommandRuntime)?.ToString() == "Output";

    // PowerShell wraps an error that leaves a cmdlet, which changes its id and hides its position, unless a throw statement raised it.
    // The mark is taken away again in Release, because it also decides whether the caller's script goes on after the error.
    private void PassOn(Exception error)
    {
        if (error is RuntimeException { WasThrownFromThrowStatement: false } passing)
        {
            passing.WasThrownFromThrowStatement = true;
            _passing.Add(passing);
        }
    }

    // What the block left open is ended first; a run that it ended itself is no longer on the stack and keeps its status.
    private void EndRuns(ActiveRun own, HashSet<ActiveRun> before, MlRunStatus status, bool hasEnded)
    {
        using CancellationTokenSource patience = new();
        using CancellationTokenRegistration stopped = Token.Register(() => patience.CancelAfter(s_patienceAfterStop));
        if (status == MlRunStatus.Killed)
        {
            patience.CancelAfter(s_patienceAfterStop);
        }

        foreach (ActiveRun open in RunspaceState.Current.Runs)
        {
            if (!before.Contains(open))
            {
                if (RunspaceState.StopSystemMetrics(open.Store.Key, open.RunId) is { } problem && status != MlRunStatus.Killed)
                {
                    WriteWarning(problem);
                }

                RunspaceState.Current.Remove(open.Store.Key, open.RunId);
                EndRun(open, open == own, status, hasEnded, patience.Token);
            }
        }
    }

    private void EndRun(ActiveRun open, bool isOwn, MlRunStatus status, bool hasEnded, CancellationToken patience)
    {
        string word = MlRunStatuses.Word(status);
        try
        {
            open.Store.Client.EndRun(open.RunId, status, endTime: null, patience);
        }
        catch (MlException exception) when (hasEnded && exception.Entity == MlEntity.Run)
        {
            // Start-MlRun { Get-MlRun } | Remove-MlRun deletes it before its end: that was asked for.
            WriteWarning($"Run {open.RunId} was deleted while it was open, and did not become {word}.");
            return;
        }
        catch (MlException exception) when (hasEnded && !isOwn)
        {
            WriteError(ErrorRecords.From(exception, open.RunId));
            return;
        }
        catch (Exception exception) when (exception is OperationCanceledException || (exception is MlException && !hasEnded))
        {
            // The pipeline has an error already, or is stopped, and must end with that.
            Host.UI?.WriteErrorLine(
                $"Run {open.RunId} could not be ended as {word}: "
                + (exception is MlException ? exception.Message : "the store did not answer in time.")
                + $" End it with Stop-MlRun -RunId {open.RunId} -Status {status}.");
            return;
        }

        if (status != MlRunStatus.Killed)
        {
            WriteVerbose($"Run {open.RunId} ended as {word}.");
        }
    }

    // What PowerShell itself makes of it: no value, or one that is no number, is 0.
    private static int ExitCode(ExitException exit) => LanguagePrimitives.TryConvertTo(exit.Argument, out int code) ? code : 0;
}
