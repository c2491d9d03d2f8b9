using MlTrack.Search;
using MlTrack.Stores.Rest.Messages;
using MlTrack.Stores.Sql;

namespace MlTrack.Stores.Rest;

internal sealed partial class RestStore
{
    // Beyond this, one list of all experiments is less work than a request for each.
    private const int FewExperiments = 5;

    /// <inheritdoc/>
    /// <remarks>A server counts nothing, so all runs of the experiments pass by once.</remarks>
    public IReadOnlyList<MlExperimentReport> MeasureExperiments(
        IReadOnlyList<string>? experimentIds, MlViewType viewType, CancellationToken cancellationToken = default)
    {
        List<MlExperiment> experiments = [.. ToMeasure(experimentIds, viewType, cancellationToken)];
        Dictionary<string, Counts> counts = new(StringComparer.Ordinal);
        foreach (MlExperiment experiment in experiments)
        {
            counts.TryAdd(experiment.ExperimentId, new Counts());
        }

        RunSearch search = new() { ViewType = MlViewType.All };
        string? token = null;
        do
        {
            if (counts.Count == 0)
            {
                break;
            }

            RunInfosReply reply = Search(
                "runs/search", Request(search, [.. counts.Keys], CountedPage, token), SearchKind.Runs, RestWire.Json.RunInfosReply,
                cancellationToken);
            foreach (RunInfosItem run in reply.Runs ?? [])
            {
                if (run.Info is { ExperimentId: { } id } info && counts.TryGetValue(id, out Counts? count))
                {
                    count.Add(info);
                }
            }

            token = Given(reply.NextPageToken);
        }
        while (token is not null);
        return experiments.ConvertAll(experiment => counts[experiment.ExperimentId].Report(experiment, Key));
    }

    private IEnumerable<MlExperiment> ToMeasure(
        IReadOnlyList<string>? experimentIds, MlViewType viewType, CancellationToken cancellationToken)
    {
        if (experimentIds is null)
        {
            // By id, as numbers where they are numbers: '10' comes after '9'.
            return ExperimentsOf(viewType, cancellationToken)
                .OrderBy(experiment => experiment.ExperimentId.Length)
                .ThenBy(experiment => experiment.ExperimentId, StringComparer.Ordinal);
        }

        if (experimentIds.Count <= FewExperiments)
        {
            return experimentIds.Distinct(StringComparer.Ordinal).Select(id => GetExperiment(id, cancellationToken)).OfType<MlExperiment>();
        }

        Dictionary<string, MlExperiment> all = ExperimentsOf(MlViewType.All, cancellationToken)
            .ToDictionary(experiment => experiment.ExperimentId, StringComparer.Ordinal);
        return experimentIds.Distinct(StringComparer.Ordinal).Where(all.ContainsKey).Select(id => all[id]);
    }

    /// <summary>What is counted of one experiment.</summary>
    private sealed class Counts
    {
        private readonly long[] _statuses = new long[Enum.GetValues<MlRunStatus>().Length];
        private long _active;
        private long _deleted;
        private long? _first;
        private long? _last;

        public void Add(RunInfoMessage info)
        {
            if (info.LifecycleStage == LifecycleStages.Deleted)
            {
                _deleted++;
                return;
            }

            _active++;
            _statuses[(int)RunStatuses.Read(info.Status)]++;
            _first = info.StartTime < _first || _first is null ? info.StartTime : _first;
            _last = info.EndTime > _last || _last is null ? info.EndTime : _last;
        }

        public MlExperimentReport Report(MlExperiment experiment, string storeKey) => new()
        {
            ExperimentId = experiment.ExperimentId,
            Name = experiment.Name,
            LifecycleStage = experiment.LifecycleStage,
            RunCount = _active,
            Finished = _statuses[(int)MlRunStatus.Finished],
            Failed = _statuses[(int)MlRunStatus.Failed],
            Running = _statuses[(int)MlRunStatus.Running],
            Scheduled = _statuses[(int)MlRunStatus.Scheduled],
            Killed = _statuses[(int)MlRunStatus.Killed],
            DeletedRuns = _deleted,
            FirstStartTime = MlTime.FromMilliseconds(_first),
            LastEndTime = MlTime.FromMilliseconds(_last),
            StoreKey = storeKey,
        };
    }
}
