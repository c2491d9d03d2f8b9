using System.Collections.ObjectModel;
using System.Management.Automation;

namespace MlTrack.Tests.Hosting;

/// <summary>What a script gave: its output, and what it wrote to each stream.</summary>
public sealed class ScriptResult
{
    internal ScriptResult(Collection<PSObject> output, PSDataStreams streams, ErrorRecord? terminating, bool wasStopped)
    {
        Output = output;
        Errors = [.. streams.Error];
        Warnings = [.. streams.Warning.Select(record => record.Message)];
        Verbose = [.. streams.Verbose.Select(record => record.Message)];
        Progress = [.. streams.Progress];
        Terminating = terminating;
        WasStopped = wasStopped;
    }

    /// <summary>The objects.</summary>
    public Collection<PSObject> Output { get; }

    /// <summary>The non-terminating errors.</summary>
    public IReadOnlyList<ErrorRecord> Errors { get; }

    /// <summary>The texts of the warnings.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The texts of the verbose stream.</summary>
    public IReadOnlyList<string> Verbose { get; }

    /// <summary>The progress records.</summary>
    public IReadOnlyList<ProgressRecord> Progress { get; }

    /// <summary>The error that ended the script, or null.</summary>
    public ErrorRecord? Terminating { get; }

    /// <summary>Whether the script was stopped.</summary>
    public bool WasStopped { get; }

    /// <summary>The contract's ids of the non-terminating errors: what stands before the comma.</summary>
    public IReadOnlyList<string> ErrorIds => [.. Errors.Select(Id)];

    /// <summary>The contract's id of the error that ended the script, or null.</summary>
    public string? TerminatingId => Terminating is null ? null : Id(Terminating);

    private static string Id(ErrorRecord record) => record.FullyQualifiedErrorId.Split(',')[0];
}
