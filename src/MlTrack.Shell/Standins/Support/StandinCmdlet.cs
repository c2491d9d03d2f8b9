using System.Management.Automation;

namespace MlTrack.Shell.Standins.Support;

/// <summary>What stand-ins have in common: they refuse by name what they lack.</summary>
public abstract class StandinCmdlet : PSCmdlet, IDynamicParameters
{
    /// <inheritdoc/>
    public virtual object? GetDynamicParameters() => RefusedParameters.For(this);

    /// <inheritdoc/>
    protected override void BeginProcessing() => RefusedParameters.Check(this);

    /// <summary>Makes an error record.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="id">The error's id.</param>
    /// <param name="category">Its category.</param>
    /// <param name="target">What it is about.</param>
    /// <returns>The record.</returns>
    protected static ErrorRecord NewError(string message, string id, ErrorCategory category, object? target) =>
        new(new InvalidOperationException(message), id, category, target);
}
