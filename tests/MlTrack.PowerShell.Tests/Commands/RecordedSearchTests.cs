using System.Collections;
using System.IO.Compression;
using System.Management.Automation;
using System.Text.Json;
using MlTrack.TestNeeds;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

/// <summary>
/// The recorded calls of MLflow's search through the cmdlets, as far as these go: they page by themselves, so tokens and the limits of a
/// page are not theirs. MLTRACK_SEARCH_CASES names another folder of such records.
/// </summary>
public sealed class RecordedSearchTests : IDisposable
{
    private const int PageSize = 50_000;

    private readonly PowerShellHost _host = new();
    private readonly string _folder = Environment.GetEnvironmentVariable("MLTRACK_SEARCH_CASES") is { Length: > 0 } other
        ? other
        : Needs.Shared("search");

    public RecordedSearchTests()
    {
        using GZipStream packed = new(File.OpenRead(Path.Combine(_folder, "golden.db.gz")), CompressionMode.Decompress);
        using FileStream plain = File.Create(_host.DatabasePath);
        packed.CopyTo(plain);
    }

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("run", "Find-MlRun @asked | ForEach-Object { $_.RunId.Substring(0, 8) }")]
    [InlineData("experiment", "Find-MlExperiment @asked | ForEach-Object ExperimentId")]
    public void Every_recorded_call_gives_MLflows_answer(string kind, string script)
    {
        List<string> failures = [];
        int asked = 0;
        foreach (string line in File.ReadLines(Path.Combine(_folder, $"cases-{kind}.jsonl")))
        {
            JsonElement recorded = JsonDocument.Parse(line).RootElement;
            if (Arguments(recorded.GetProperty("args"), kind) is not { } arguments)
            {
                continue;
            }

            asked++;
            ScriptResult result = _host.Run("$asked = @($input)[0]; " + script, arguments);
            if (Difference(recorded, result) is { } difference)
            {
                failures.Add($"{line}\n    {difference}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {asked} cases differ:\n{string.Join('\n', failures)}");
        Assert.NotEqual(0, asked);
    }

    // Null for a call that the cmdlets have no parameters for.
    private static Hashtable? Arguments(JsonElement args, string kind)
    {
        Hashtable arguments = [];
        if (args.TryGetProperty("page_token", out _))
        {
            return null;
        }

        if (args.TryGetProperty("filter", out JsonElement filter))
        {
            arguments["Filter"] = filter.GetString();
        }

        if (args.TryGetProperty("order_by", out JsonElement order))
        {
            arguments["OrderBy"] = Texts(order);
        }

        if (args.TryGetProperty("view_type", out JsonElement view))
        {
            arguments["ViewType"] = view.GetString()!.Replace("_", "", StringComparison.Ordinal);
        }

        if (args.TryGetProperty("max_results", out JsonElement most))
        {
            if (most.GetInt32() > PageSize)
            {
                return null;
            }

            arguments["MaxResults"] = most.GetInt32();
        }

        if (kind == "run")
        {
            arguments["ExperimentId"] = args.TryGetProperty("experiment_ids", out JsonElement ids)
                ? Texts(ids)
                : Enumerable.Range(0, 11).Select(id => $"{id}").ToArray();
        }

        return arguments;
    }

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    private static string? Difference(JsonElement recorded, ScriptResult result)
    {
        bool either = recorded.TryGetProperty("either", out _);
        bool expectsError = recorded.TryGetProperty("error", out _);

        ErrorRecord[] errors = [.. result.Errors.Append(result.Terminating).OfType<ErrorRecord>()];
        if (expectsError || (either && errors.Length > 0))
        {
            return errors.Any(error => Property(error, "ErrorCode") == "InvalidParameterValue") || (either && errors.Length == 0)
                ? null
                : $"found {result.Output.Count}";
        }

        // An experiment that isn't there is an error of its own, beside the runs of the others.
        if (Array.Find(errors, error => Property(error, "ErrorCode") != "ResourceDoesNotExist" && Property(error, "Entity") != "Id") is { } refusal)
        {
            return $"wrote {refusal}";
        }

        string expected = string.Join(' ', recorded.GetProperty("ids").EnumerateArray().Select(id => id.GetString()));
        string found = string.Join(' ', result.Output);
        return found == expected ? null : $"found {result.Output.Count}: {found}";
    }

    private static string? Property(ErrorRecord error, string name) =>
        error.Exception.GetType().GetProperty(name)?.GetValue(error.Exception)?.ToString();
}
