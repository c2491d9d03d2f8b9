using MlTrack.Search;

namespace MlTrack.Stores;

public sealed partial class MlClient
{
    /// <summary>Creates a run, RUNNING and active.</summary>
    /// <param name="run">The run. A missing name becomes a random one, a missing start time becomes now.</param>
    /// <param name="warn">Is told what was cut; null to leave that untold.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The run as stored.</returns>
    public MlRun CreateRun(NewRun run, Action<string>? warn = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        MlValidator.ExperimentId(run.ExperimentId);
        StoreInfo info = Store.Open(cancellationToken);
        List<KeyValuePair<string, string>> tags = CheckRunTags(run.Tags, warn, cancellationToken);
        string name = ChooseName(run.Name, tags);
        MlValidator.RunName(name, info);
        AddOwnTag(tags, MlTags.RunName, name, "Name");
        if (run.Description is not null)
        {
            AddOwnTag(tags, MlTags.Description, CheckRunTag(MlTags.Description, run.Description, info, warn), "Description");
        }

        if (run.ParentRunId is not null)
        {
            AddOwnTag(tags, MlTags.ParentRunId, run.ParentRunId, "ParentRunId");
            if (GetRun(run.ParentRunId, cancellationToken).LifecycleStage == MlLifecycleStage.Deleted)
            {
                throw MlErrors.RunDeleted(run.ParentRunId);
            }
        }

        long startTime = run.StartTime ?? MlTime.NowMilliseconds();
        MlValidator.Timestamp("the run's start", startTime);
        return Store.CreateRun(
            Guid.NewGuid().ToString("N"),
            run with { Name = name, UserId = run.UserId ?? "unknown", StartTime = startTime, Tags = tags },
            cancellationToken);
    }

    /// <summary>Reads a run, also a deleted one. A missing one is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="runId">The id.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The run.</returns>
    public MlRun GetRun(string runId, CancellationToken cancellationToken = default)
    {
        MlValidator.RunId(runId);
        return Store.GetRun(runId, cancellationToken) ?? throw MlErrors.RunNotFound(runId);
    }

    /// <summary>Changes an active run, all at once.</summary>
    /// <param name="runId">The id.</param>
    /// <param name="update">The change.</param>
    /// <param name="warn">Is told what was cut; null to leave that untold.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void UpdateRun(string runId, RunUpdate update, Action<string>? warn = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        MlValidator.RunId(runId);
        StoreInfo info = Store.Open(cancellationToken);
        List<KeyValuePair<string, string>> tags = CheckRunTags(update.Tags, warn, cancellationToken);
        if (update.Name is not null)
        {
            if (update.Name.Length == 0)
            {
                // MLflow leaves the name as it is and says nothing.
                throw MlErrors.InvalidName($"Run {MlText.Show(runId)} can't be renamed to nothing. Give a name.", update.Name);
            }

            MlValidator.RunName(update.Name, info);
            AddOwnTag(tags, MlTags.RunName, update.Name, "Name");
        }

        if (update.Description is not null)
        {
            AddOwnTag(tags, MlTags.Description, CheckRunTag(MlTags.Description, update.Description, info, warn), "Description");
        }

        if (update.EndTime is { } endTime)
        {
            MlValidator.Timestamp("the run's end", endTime);
        }

        Store.UpdateRun(runId, update with { Tags = tags }, cancellationToken);
    }

    /// <summary>Ends an active run (MLflow's set_terminated). An ended run may be ended again, which overwrites status and end time.</summary>
    /// <param name="runId">The id.</param>
    /// <param name="status">The status to end with.</param>
    /// <param name="endTime">Milliseconds since the epoch; null for now.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void EndRun(
        string runId,
        MlRunStatus status = MlRunStatus.Finished,
        long? endTime = null,
        CancellationToken cancellationToken = default) =>
        UpdateRun(
            runId, new RunUpdate { Status = status, EndTime = endTime ?? MlTime.NowMilliseconds() }, cancellationToken: cancellationToken);

    /// <summary>Marks a run as deleted; a deleted one stays so.</summary>
    /// <param name="runId">The id.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void DeleteRun(string runId, CancellationToken cancellationToken = default)
    {
        MlValidator.RunId(runId);
        Store.DeleteRun(runId, cancellationToken);
    }

    /// <summary>Brings a deleted run back; an active one stays so.</summary>
    /// <param name="runId">The id.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void RestoreRun(string runId, CancellationToken cancellationToken = default)
    {
        MlValidator.RunId(runId);
        Store.RestoreRun(runId, cancellationToken);
    }

    /// <summary>Reads one page of a search, as MLflow's search_runs does.</summary>
    /// <param name="search">What to look for.</param>
    /// <param name="maxResults">1 to 50000; 1000 by default.</param>
    /// <param name="pageToken">From the page before; null for the first.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The page.</returns>
    public MlPage<MlRun> SearchRuns(
        RunSearch search,
        int maxResults = MlLimits.DefaultPageSize,
        string? pageToken = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        SearchLimits.Check(SearchKind.Runs, maxResults);
        return Store.SearchRuns(search, maxResults, pageToken, cancellationToken);
    }

    /// <summary>Finds runs as a lazy sequence that reads part by part, so that memory stays bounded and a reader may stop early.</summary>
    /// <param name="search">What to look for.</param>
    /// <param name="maxResults">The most to return, 1 or more; null for all.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The runs, in order.</returns>
    public IEnumerable<MlRun> FindRuns(
        RunSearch search, long? maxResults = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        Paging.CheckMost(maxResults);
        return Store.FindRuns(search, maxResults, cancellationToken);
    }

    /// <summary>Removes a tag of an active run; a missing one is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="runId">The id.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void DeleteRunTag(string runId, string key, CancellationToken cancellationToken = default)
    {
        MlValidator.RunId(runId);
        MlValidator.Key("tag", key);
        Store.DeleteRunTag(runId, key, cancellationToken);
    }

    // client.create_run of MLflow refuses a name and a different mlflow.runName tag; the tag alone is the name.
    private static string ChooseName(string? name, List<KeyValuePair<string, string>> tags)
    {
        string? fromTag = tags.FindLast(tag => tag.Key == MlTags.RunName).Value;
        string? chosen = string.IsNullOrEmpty(name) ? fromTag : name;
        return string.IsNullOrEmpty(chosen) ? RunNames.Next() : chosen;
    }

    private static void AddOwnTag(List<KeyValuePair<string, string>> tags, string key, string value, string property)
    {
        int index = tags.FindLastIndex(tag => tag.Key == key);
        if (index < 0 || (key == MlTags.RunName && tags[index].Value.Length == 0))
        {
            tags.RemoveAll(tag => tag.Key == key);
            tags.Add(new(key, value));
        }
        else if (tags[index].Value != value)
        {
            throw MlErrors.InvalidValue(
                $"{property} is {MlText.Show(value)}, but the tag {key} says {MlText.Show(tags[index].Value)}. Give one of them.",
                tags[index].Value);
        }
    }
}
