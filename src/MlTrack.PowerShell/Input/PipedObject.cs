using System.Management.Automation;

namespace MlTrack.Input;

/// <summary>An object from the pipeline, read once: its kind, and what it names.</summary>
internal sealed class PipedObject
{
    private string? _experimentId;
    private PSObject? _unread;

    /// <summary>The object as it came, for error records.</summary>
    public required object? Source { get; init; }

    /// <summary>Its kind.</summary>
    public required PipedKind Kind { get; init; }

    /// <summary>The text of <see cref="PipedKind.Text"/>.</summary>
    public string? Text { get; init; }

    /// <summary>The run that it is, belongs to, or names in a property RunId or run_id; null without one.</summary>
    public string? RunId { get; init; }

    /// <summary>The experiment that it is, belongs to, or names in a property ExperimentId or experiment_id; null without one.</summary>
    public string? ExperimentId
    {
        get
        {
            // Looked up when it is asked for: of a hundred thousand metrics nobody wants to know it.
            if (_unread is { } row)
            {
                _unread = null;
                _experimentId = PipedReader.Id(row, "ExperimentId", "experiment_id");
            }

            return _experimentId;
        }
        init => _experimentId = value;
    }

    /// <summary>The row whose properties name the experiment.</summary>
    public PSObject Row
    {
        init => _unread = value;
    }

    /// <summary>The registered model that it is or belongs to; null for all else.</summary>
    public string? ModelName { get; init; }

    /// <summary>The number of the version that it is; null for all else.</summary>
    public int? ModelVersion { get; init; }

    /// <summary>The URI of the model that it describes (<see cref="PipedKind.ModelInfo"/>); null for all else.</summary>
    public string? ModelUri { get; init; }

    /// <summary>The store that it came from; null for the current one.</summary>
    public string? StoreKey { get; init; }

    /// <summary>What it is called in messages.</summary>
    public string KindName => Kind switch
    {
        PipedKind.Null => "$null",
        PipedKind.Text => "a text",
        PipedKind.Row => "an object without the properties that are needed",
        PipedKind.Run => "a run",
        PipedKind.Experiment => "an experiment",
        PipedKind.ExperimentReport => "a report of an experiment",
        PipedKind.Metric => "a metric",
        PipedKind.Param => "a param",
        PipedKind.Artifact => "an artifact",
        PipedKind.Model => "a registered model",
        PipedKind.ModelVersion => "a version of a model",
        PipedKind.ModelInfo => "a description of a model",
        _ => "an object of another kind",
    };
}
