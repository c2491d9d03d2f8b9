using System.Text.Json;
using MlTrack.Search;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Schema;
using MlTrack.Stores.Sql.Search;

namespace MlTrack.Stores.Tests.Search;

/// <summary>A recorded call with MLflow's answer.</summary>
internal sealed class GoldenCase
{
    private readonly JsonElement _case;
    private readonly JsonElement _args;
    private readonly SearchKind _kind;

    public GoldenCase(string line, SearchKind kind)
    {
        _case = JsonDocument.Parse(line).RootElement;
        _args = _case.GetProperty("args");
        _kind = kind;
    }

    /// <summary>Runs the call; null when the answer is MLflow's, else what is different.</summary>
    public string? Difference(SearchPlace place, SchemaCapabilities capabilities)
    {
        bool either = _case.TryGetProperty("either", out _);
        JsonElement answer = place.Answers is { } name && _case.TryGetProperty(name, out JsonElement own) ? own : _case;
        string? expectedCode = answer.TryGetProperty("error", out JsonElement error) ? error.GetProperty("code").GetString() : null;
        string found;
        try
        {
            (IReadOnlyList<string> ids, bool more) = Run(place, capabilities);
            if (expectedCode is not null && either)
            {
                return null;
            }

            found = Show(ids, more);
        }
        catch (MlException exception) when (exception.ErrorCode == MlErrorCode.InvalidParameterValue)
        {
            return either || expectedCode == "INVALID_PARAMETER_VALUE" ? null : $"{_case.GetRawText()}\n    found error: {exception.Message}";
        }

        string expected = expectedCode ?? Show(
            [.. answer.GetProperty("ids").EnumerateArray().Select(id => id.GetString()!)], answer.GetProperty("more").GetBoolean());
        return found == expected ? null : $"{_case.GetRawText()}\n    found {found}";
    }

    private static string Show(IReadOnlyList<string> ids, bool more) => $"{ids.Count} [{string.Join(' ', ids)}]{(more ? " more" : "")}";

    private (IReadOnlyList<string> Ids, bool More) Run(SearchPlace place, SchemaCapabilities capabilities)
    {
        string? filter = Text("filter");
        IReadOnlyList<string> orderBy = Texts("order_by") ?? [];
        int limit = _args.TryGetProperty("max_results", out JsonElement number) ? number.GetInt32() : Default;
        string? token = Text("page_token");
        SearchLimits.Check(_kind, limit);
        IReadOnlyList<string> experiments = Texts("experiment_ids") ?? [.. Enumerable.Range(0, 11).Select(id => $"{id}")];
        SqlDialect dialect = place.Dialect;
        SearchPageStatement page = _kind switch
        {
            SearchKind.Runs => RunSearchSql.Page(new RunQuery(dialect, capabilities, new RunSearch
            {
                ExperimentIds = experiments,
                Filter = filter,
                OrderBy = orderBy,
                ViewType = View(),
            }), limit, token),
            SearchKind.Experiments => EntitySearchSql.Experiments(dialect, capabilities, new ExperimentSearch
            {
                Filter = filter,
                OrderBy = orderBy,
                ViewType = View(),
            }, limit, token),
            SearchKind.RegisteredModels => EntitySearchSql.RegisteredModels(dialect, capabilities, filter, orderBy, limit, token),
            SearchKind.ModelVersions => EntitySearchSql.ModelVersions(dialect, capabilities, filter, orderBy, limit, token),
            _ => EntitySearchSql.Traces(dialect, capabilities, experiments, filter, orderBy, limit, token),
        };

        (IReadOnlyList<string> rows, string? next) = place.Read(page, _kind == SearchKind.ModelVersions ? 2 : 1);
        return (_kind == SearchKind.Runs ? [.. rows.Select(row => row[..8])] : rows, next is not null);
    }

    private int Default => _kind switch
    {
        SearchKind.RegisteredModels or SearchKind.Traces => 100,
        SearchKind.ModelVersions => 10_000,
        _ => 1_000,
    };

    private MlViewType View() => Text("view_type") switch
    {
        "DELETED_ONLY" => MlViewType.DeletedOnly,
        "ALL" => MlViewType.All,
        _ => MlViewType.ActiveOnly,
    };

    private string? Text(string name) =>
        _args.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private IReadOnlyList<string>? Texts(string name) =>
        _args.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : null;
}
