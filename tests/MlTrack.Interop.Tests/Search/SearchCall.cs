using System.Text.Json.Nodes;
using MlTrack.Stores;

namespace MlTrack.Interop.Tests.Search;

/// <summary>A search of one kind: what both tools are asked.</summary>
/// <param name="Kind">runs, experiments, models, versions or traces.</param>
/// <param name="Filter">The filter; null for none.</param>
/// <param name="OrderBy">The order.</param>
/// <param name="Most">The size of the page.</param>
/// <param name="View">The view, of runs and experiments.</param>
/// <param name="Experiments">Where to look, for runs and traces.</param>
internal sealed record SearchCall(
    string Kind, string? Filter, IReadOnlyList<string> OrderBy, int Most, MlViewType View, IReadOnlyList<string> Experiments)
{
    public JsonObject ToJson() => new()
    {
        ["kind"] = Kind,
        ["filter"] = Filter,
        ["order_by"] = List(OrderBy),
        ["max_results"] = Most,
        ["view"] = View.ToString(),
        ["experiment_ids"] = List(Experiments),
    };

    /// <summary>MlTrack's answer: the ids in order and whether there are more, or that the call can't be understood.</summary>
    public string Ask(MlClient client)
    {
        try
        {
            return Kind switch
            {
                "runs" => Show(
                    client.SearchRuns(new RunSearch { ExperimentIds = Experiments, Filter = Filter, OrderBy = OrderBy, ViewType = View }, Most),
                    run => run.RunId),
                "experiments" => Show(
                    client.SearchExperiments(new ExperimentSearch { Filter = Filter, OrderBy = OrderBy, ViewType = View }, Most), one => one.ExperimentId),
                "models" => Show(client.SearchModels(new ModelSearch { Filter = Filter, OrderBy = OrderBy }, Most), model => model.Name),
                "versions" => Show(
                    client.SearchModelVersions(new ModelSearch { Filter = Filter, OrderBy = OrderBy }, Most), one => $"{one.Name}/{one.Version}"),
                _ => Show(
                    client.SearchTraces(new TraceSearch { ExperimentIds = Experiments, Filter = Filter, OrderBy = OrderBy }, Most), id => id),
            };
        }
        catch (MlException exception) when (exception.ErrorCode == MlErrorCode.InvalidParameterValue)
        {
            return "INVALID_PARAMETER_VALUE";
        }
    }

    /// <summary>MLflow's answer in the same words; null where MLflow itself fails, which no one need do as well.</summary>
    public static string? Read(JsonNode answer) => (string?)answer["error"] is { } code
        ? code == "INVALID_PARAMETER_VALUE" ? code : null
        : Show([.. answer["ids"]!.AsArray().Select(id => (string)id!)], (bool)answer["more"]!);

    private static string Show<T>(MlPage<T> page, Func<T, string> id) => Show([.. page.Items.Select(id)], page.NextPageToken is not null);

    private static string Show(IReadOnlyList<string> ids, bool more) => $"{ids.Count} [{string.Join(' ', ids)}]{(more ? " more" : "")}";

    private static JsonArray List(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
