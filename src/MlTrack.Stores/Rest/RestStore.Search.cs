using System.Text.Json.Serialization.Metadata;
using MlTrack.Search;
using MlTrack.Stores.Rest.Messages;

namespace MlTrack.Stores.Rest;

internal sealed partial class RestStore
{
    // Where runs are only counted, or looked through for their keys, what passes by must fit into memory.
    private const int CountedPage = 5_000;
    private const int LargestPage = 10_000;
    private const int PageGrowth = 10;

    /// <inheritdoc/>
    public MlPage<MlExperiment> SearchExperiments(
        ExperimentSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default)
    {
        SearchRequest request = new()
        {
            Filter = Given(search.Filter),
            OrderBy = search.OrderBy.Count > 0 ? search.OrderBy : null,
            ViewType = ViewType(search.ViewType),
            MaxResults = maxResults,
            PageToken = pageToken,
        };
        ExperimentsReply reply = Search(
            "experiments/search", request, SearchKind.Experiments, RestWire.Json.ExperimentsReply, cancellationToken);
        return new MlPage<MlExperiment>(
            reply.Experiments?.ConvertAll(new RestModels(Key).Experiment) ?? [], Given(reply.NextPageToken));
    }

    /// <inheritdoc/>
    public MlPage<MlRun> SearchRuns(
        RunSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default)
    {
        (string? serverToken, IReadOnlyList<string>? known) = RestPageToken.Read(pageToken);
        IReadOnlyList<string> experimentIds = search.ExperimentIds ?? known ?? ActiveExperiments(cancellationToken);
        if (experimentIds.Count == 0)
        {
            return new MlPage<MlRun>([], null);
        }

        RunsReply reply = Search(
            "runs/search", Request(search, experimentIds, maxResults, serverToken), SearchKind.Runs, RestWire.Json.RunsReply,
            cancellationToken);
        RestModels models = new(Key);
        string? next = Given(reply.NextPageToken);
        return new MlPage<MlRun>(
            reply.Runs?.ConvertAll(run => models.Run(run, search)) ?? [],
            next is not null && search.ExperimentIds is null ? RestPageToken.Write(next, experimentIds) : next);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Servers page by offset: what is added or removed before it moves the rest, so that a run may come again (it is left out) or, after a
    /// removal, be missing. Few and large pages make both rare, and cost the server least.
    /// </remarks>
    public IEnumerable<MlRun> FindRuns(RunSearch search, long? maxResults, CancellationToken cancellationToken = default)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        long left = maxResults ?? long.MaxValue;
        int size = Paging.FirstPage;
        string? token = null;
        do
        {
            // Nothing but the loop holds the page, so that it can go before the next one is read.
            foreach (MlRun run in Next())
            {
                if (seen.Add(run.RunId))
                {
                    left--;
                    yield return run;
                }
            }
        }
        while (token is not null && left > 0);

        IReadOnlyList<MlRun> Next()
        {
            MlPage<MlRun> page = SearchRuns(search, (int)Math.Min(size, left), token, cancellationToken);
            token = page.NextPageToken;
            size = Math.Min(size * PageGrowth, LargestPage);
            return page.Items;
        }
    }

    /// <inheritdoc/>
    public RunKeys GetRunKeys(RunSearch search, int? maxResults, CancellationToken cancellationToken = default)
    {
        SortedSet<string> metrics = new(StringComparer.Ordinal);
        SortedSet<string> runParams = new(StringComparer.Ordinal);
        SortedSet<string> tags = new(StringComparer.Ordinal);
        IReadOnlyList<string> experimentIds = search.ExperimentIds ?? ActiveExperiments(cancellationToken);
        int left = maxResults ?? int.MaxValue;
        string? token = null;
        while (left > 0 && experimentIds.Count > 0 && (search.Columns & (RunColumns.Metrics | RunColumns.Params | RunColumns.Tags)) != 0)
        {
            RunKeysReply reply = Search(
                "runs/search", Request(search, experimentIds, Math.Min(left, CountedPage), token), SearchKind.Runs,
                RestWire.Json.RunKeysReply, cancellationToken);
            foreach (RunKeysData? data in reply.Runs?.Select(run => run.Data) ?? [])
            {
                AddKeys(metrics, search, RunColumns.Metrics, search.MetricKeys, data?.Metrics);
                AddKeys(runParams, search, RunColumns.Params, search.ParamKeys, data?.Params);
                AddKeys(tags, search, RunColumns.Tags, search.TagKeys, data?.Tags);
            }

            left -= reply.Runs?.Count ?? 0;
            token = Given(reply.NextPageToken);
            if (token is null)
            {
                break;
            }
        }

        return new RunKeys([.. metrics], [.. runParams], [.. tags]);
    }

    private static void AddKeys(
        SortedSet<string> keys, RunSearch search, RunColumns column, IReadOnlyList<string>? wanted, List<KeyMessage>? found)
    {
        if (!search.Columns.HasFlag(column) || found is null)
        {
            return;
        }

        foreach (KeyMessage item in found)
        {
            if (item.Key != RestModels.RequestTag && (wanted is null || wanted.Contains(item.Key, StringComparer.Ordinal)))
            {
                keys.Add(item.Key);
            }
        }
    }

    private static SearchRequest Request(RunSearch search, IReadOnlyList<string> experimentIds, int maxResults, string? token) => new()
    {
        ExperimentIds = experimentIds,
        Filter = Given(search.Filter),
        OrderBy = search.OrderBy.Count > 0 ? search.OrderBy : null,
        RunViewType = ViewType(search.ViewType),
        MaxResults = maxResults,
        PageToken = token,
    };

    // The protocol knows no null: what is empty isn't there.
    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private List<string> ActiveExperiments(CancellationToken cancellationToken) =>
        [.. ExperimentsOf(MlViewType.ActiveOnly, cancellationToken).Select(experiment => experiment.ExperimentId)];

    private IEnumerable<MlExperiment> ExperimentsOf(MlViewType viewType, CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            MlPage<MlExperiment> page = SearchExperiments(
                new ExperimentSearch { ViewType = viewType }, MlLimits.PageSize, token, cancellationToken);
            foreach (MlExperiment experiment in page.Items)
            {
                yield return experiment;
            }

            token = page.NextPageToken;
        }
        while (token is not null);
    }

    /// <summary>Sends a search. The filter goes as the user wrote it; where the server refuses it, our parser says where and why.</summary>
    private T Search<T>(
        string path, SearchRequest request, SearchKind kind, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return _client.Post(path, request, RestWire.Json.SearchRequest, type, cancellationToken);
        }
        catch (ServerRefusal refusal) when (IsAboutSearch(refusal, request.Filter, request.OrderBy))
        {
            throw ExplainSearch(kind, request.Filter, request.OrderBy ?? [], refusal);
        }
    }

    private static bool IsAboutSearch(ServerRefusal refusal, string? filter, IReadOnlyList<string>? orderBy) =>
        refusal.ErrorCode is MlErrorCode.InvalidParameterValue or MlErrorCode.BadRequest
        && (!string.IsNullOrEmpty(filter) || orderBy is { Count: > 0 });

    private MlException ExplainSearch(SearchKind kind, string? filter, IReadOnlyList<string> orderBy, ServerRefusal refusal)
    {
        SearchParser.ParseFilter(kind, filter);
        SearchParser.ParseOrder(kind, orderBy);

        // We understand it, so the server's version doesn't know what we know.
        return new MlException(
            MlErrorCode.InvalidParameterValue, MlEntity.Filter,
            $"The MLflow server {Uri} refuses the filter or order: {refusal.ServerMessage}", filter ?? string.Join(", ", orderBy), refusal);
    }
}
