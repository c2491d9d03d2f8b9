using System.ComponentModel;
using System.Management.Automation;
using MlTrack.Errors;

namespace MlTrack.Abstractions;

/// <summary>What every cmdlet of the module shares: a token that Ctrl+C cancels, and one way from exceptions to error records.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MlCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private bool _disposed;

    /// <summary>Is cancelled when the pipeline is stopped.</summary>
    protected CancellationToken Token => _stop.Token;

    /// <summary>PowerShell's file system location, from which relative paths start. Never the process's.</summary>
    protected string Location => SessionState.Path.CurrentFileSystemLocation.ProviderPath;

    /// <summary>The command's own name, for messages: it may have been called by an alias, a qualified name, or as <c>&amp; $command</c>.</summary>
    private protected string CommandName => MyInvocation.MyCommand.Name;

    /// <summary>Whether -WhatIf, or $WhatIfPreference, asks to change nothing.</summary>
    protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Lets go of what the cmdlet holds; PowerShell calls this also when the pipeline was stopped.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Release();
            _stop.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Guard(Begin);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(Process);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guard(End);

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The pipeline ended by itself while the stop was on its way from another thread.
        }
    }

    /// <summary>Runs once, before the first input.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>Runs for each input, or once without a pipe.</summary>
    protected virtual void Process()
    {
    }

    /// <summary>Runs once after the last input; not when the pipeline is stopped.</summary>
    protected virtual void End()
    {
    }

    /// <summary>Lets go of what the cmdlet holds; called once, also when the pipeline was stopped.</summary>
    protected virtual void Release()
    {
    }

    /// <summary>Whether a parameter was given, also as $null or ''.</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <returns>Whether it was given on the command line or by the pipeline.</returns>
    protected bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>Does the work for one item of a pipeline or of an array parameter; its failure leaves the others alone.</summary>
    /// <param name="target">The item, for the error record.</param>
    /// <param name="work">The work.</param>
    private protected void ForItem(object? target, Action work)
    {
        try
        {
            work();
        }
        catch (MlException exception) when (!ErrorRecords.EndsTheCommand(exception))
        {
            WriteError(ErrorRecords.From(exception, target));
        }
    }

    /// <summary>Does the work for one target: as an item of several, or as the only one, whose failure ends the command.</summary>
    /// <param name="isItem">Whether it is an item of a pipeline or of an array parameter.</param>
    /// <param name="target">The target, for the error record.</param>
    /// <param name="work">The work.</param>
    private protected void ForTarget(bool isItem, object? target, Action work)
    {
        if (isItem)
        {
            ForItem(target, work);
        }
        else
        {
            work();
        }
    }

    /// <summary>Asks before what can't be undone. With -Force nothing is asked, unless -Confirm wants it; -WhatIf is told all the same.</summary>
    /// <param name="target">What loses something.</param>
    /// <param name="action">What is done.</param>
    /// <param name="force">Whether -Force is given.</param>
    /// <returns>Whether to do it.</returns>
    private protected bool ShouldProcess(string target, string action, bool force) =>
        (force && !IsWhatIf && !IsGiven("Confirm")) || ShouldProcess(target, action);

    private void Guard(Action step)
    {
        try
        {
            step();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (MlException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, target: null, this));
        }
    }
}
