using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MlTrack.TestNeeds;

namespace MlTrack.Stores.Tests.Rest;

/// <summary>Calls that were recorded at a real server of 3.17.2: we send the same, and read what it answered.</summary>
public sealed class RecordedCallTests : RestTest
{
    private const string Run = "8606c2da05894ae0940513b8f3d25a3e";
    private const long Time = 1795446501149;

    private static readonly Dictionary<string, Func<MlClient, object?>> s_calls = new()
    {
        ["exp get"] = client => client.GetExperiment("1", Token).ArtifactLocation == "mlflow-artifacts:/1",
        ["exp get missing"] = client => client.GetExperiment("999", Token),
        ["exp get-by-name"] = client => client.Store.GetExperimentByName("e one", Token)!.Tags["a"] == "b",
        ["exp get-by-name missing"] = client => client.Store.GetExperimentByName("nope", Token) is null,
        ["exp search"] = client => client.SearchExperiments(
            new ExperimentSearch { Filter = "name LIKE '%'", OrderBy = ["name ASC"], ViewType = MlViewType.All }, 1, null, Token)
            .NextPageToken == "eyJvZmZzZXQiOiAxfQ==",
        ["exp search bad"] = client => client.SearchExperiments(new ExperimentSearch { Filter = "name ~ 1" }, 10, null, Token),
        ["exp set tag"] = client => Do(() => client.Store.SetExperimentTags("1", [new("k", "v")], Token)),
        ["exp delete tag"] = client => Do(() => client.DeleteExperimentTag("1", "k", Token)),
        ["exp update"] = client => Do(() => client.Store.RenameExperiment("1", "e two", Token)),
        ["exp delete"] = client => Do(() => client.DeleteExperiment("1", Token)),
        ["exp restore"] = client => Do(() => client.RestoreExperiment("1", Token)),
        ["run create"] = client => client.Store.CreateRun(
            "id", new NewRun("1") { UserId = "u", StartTime = Time, Name = "r1", Tags = [new("t", "1")] }, Token).RunId == Run,
        ["get run"] = client => double.IsNaN(client.GetRun(Run, Token).Metrics["nan"]),
        ["get run missing"] = client => client.GetRun(new string('f', 32), Token),
        ["get run with inputs"] = client => client.GetRun(Run, Token).Inputs[0].Dataset.Digest == "abc",
        ["run update"] = client => Do(() => client.Store.UpdateRun(
            Run, new RunUpdate { Status = MlRunStatus.Finished, EndTime = 1795446501154, Name = "r2" }, Token)),
        ["run delete"] = client => Do(() => client.DeleteRun(Run, Token)),
        ["run restore"] = client => Do(() => client.RestoreRun(Run, Token)),
        ["delete tag"] = client => Do(() => client.DeleteRunTag(Run, "bt", Token)),
        ["log batch"] = client => Do(() => client.Store.LogBatch(
            new RunBatch(Run)
            {
                Metrics = [.. Enumerable.Range(0, 3).Select(i => new MetricPoint("b", i, Time + i, i))],
                Params = [new("bp", "1")],
                Tags = [new("bt", "1")],
            },
            Token)),
        ["metric history page"] = client => client.GetMetricHistory(Run, ["b"], Token).Take(2).Count() == 2,
        ["search runs"] = client => client.SearchRuns(
            new RunSearch { ExperimentIds = ["1"], Filter = "metrics.m > 1 and params.p = 'v'", OrderBy = ["metrics.m DESC"] }, 5, null, Token)
            .Items[0].Metrics["m"] == 1.5,
        ["search runs page 2"] = client => client.SearchRuns(
            new RunSearch { ExperimentIds = ["1"] }, 1, "eyJvZmZzZXQiOiAxfQ==", Token).Items[0].RunId == Run,
        ["search runs bad filter"] = client => client.SearchRuns(
            new RunSearch { ExperimentIds = ["1"], Filter = "metrics.m >" }, cancellationToken: Token),
    };

    public static TheoryData<string> Names => [.. s_calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void We_send_what_was_recorded_and_read_the_answer(string name)
    {
        JsonObject recorded = File.ReadLines(Needs.Shared("rest", "transcripts.jsonl"))
            .Select(line => JsonNode.Parse(line)!.AsObject()).First(call => (string?)call["name"] == name);
        RemoveGaps(recorded["response"]);
        int status = (int)recorded["status"]!;
        string answer = RawServer.Ok(recorded["response"]!.ToJsonString())
            .Replace("200 OK", string.Create(CultureInfo.InvariantCulture, $"{status} X"), StringComparison.Ordinal);
        using RawServer server = new();
        server.Answer(answer);
        MlClient client = Connect(server.Uri, retries: 0);
        if (status == 200 || name == "exp get-by-name missing")
        {
            Assert.Equal(true, s_calls[name](client));
        }
        else
        {
            MlException failure = Assert.ThrowsAny<MlException>(() => s_calls[name](client));
            Assert.Equal(
                (string?)recorded["response"]!["error_code"],
                failure.ErrorCode == MlErrorCode.InvalidParameterValue ? "INVALID_PARAMETER_VALUE" : "RESOURCE_DOES_NOT_EXIST");
        }

        Assert.True(server.Requests.TryDequeue(out string? sent));
        string[] parts = sent.Split(' ', 4);
        Assert.Equal((string?)recorded["method"], parts[0]);
        string[] path = parts[1].Split('?');
        Assert.Equal((string?)recorded["path"], path[0]);
        JsonObject body = parts[0] == "GET" ? Query(path[1]) : JsonNode.Parse(parts[3])!.AsObject();
        AssertSame(recorded["request"]!.AsObject(), body);
    }

    // Long lists were shortened, which a text in them says.
    private static void RemoveGaps(JsonNode? node)
    {
        foreach (JsonArray list in (node as JsonObject)?.Select(pair => pair.Value).OfType<JsonArray>() ?? [])
        {
            for (int i = list.Count - 1; i >= 0; i--)
            {
                if (list[i] is JsonValue value && value.TryGetValue(out string? text) && text.StartsWith("...(", StringComparison.Ordinal))
                {
                    list.RemoveAt(i);
                }
                else
                {
                    RemoveGaps(list[i]);
                }
            }
        }

        foreach (JsonObject part in (node as JsonObject)?.Select(pair => pair.Value).OfType<JsonObject>() ?? [])
        {
            RemoveGaps(part);
        }
    }

    private static void AssertSame(JsonObject expected, JsonObject actual)
    {
        foreach ((string key, JsonNode? value) in expected)
        {
            // How much is asked for at once is ours to choose.
            if (key != "max_results")
            {
                Assert.Equal(Text(value), Text(actual[key]));
            }
        }

        Assert.Subset(expected.Select(pair => pair.Key).Append("max_results").Append("run_view_type").Append("view_type").ToHashSet(), actual.Select(pair => pair.Key).ToHashSet());
    }

    // Numbers by value, and without the tag that marks the request.
    private static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonArray items => string.Join(';', items.Where(item => (string?)((item as JsonObject)?["key"]) != "mltrack.requestId").Select(Text)),
        JsonObject item => string.Join(',', item.Select(pair => pair.Key + "=" + Text(pair.Value)).Order(StringComparer.Ordinal)),
        _ => node.ToString(),
    };

    private static JsonObject Query(string query) => new(query.Split('&').Select(pair => pair.Split('=')).Select(
        pair => KeyValuePair.Create(pair[0], (JsonNode?)Uri.UnescapeDataString(pair[1]))));

    private static bool Do(Action action)
    {
        action();
        return true;
    }
}
