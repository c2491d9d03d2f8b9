using System.Collections.ObjectModel;

namespace MlTrack;

/// <summary>What a user logged to a run: MLflow's <c>RunData</c>, as a view of an <see cref="MlRun"/>.</summary>
public sealed class MlRunData
{
    private readonly MlRun _run;

    internal MlRunData(MlRun run) => _run = run;

    /// <inheritdoc cref="MlRun.Metrics"/>
    public ReadOnlyDictionary<string, double> Metrics => _run.Metrics;

    /// <inheritdoc cref="MlRun.Params"/>
    public ReadOnlyDictionary<string, string> Params => _run.Params;

    /// <inheritdoc cref="MlRun.Tags"/>
    public ReadOnlyDictionary<string, string> Tags => _run.Tags;
}
