using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Interop.Tests.Search;
using MlTrack.Interop.Tests.Tools;

namespace MlTrack.Interop.Tests;

/// <summary>Random searches in random rows get the same answer of MlTrack and of MLflow 3.17.2, which works on a copy that it has migrated.</summary>
public class SearchTests
{
    private const int Batch = 50;

    private static readonly int s_calls =
        int.TryParse(Environment.GetEnvironmentVariable("MLTRACK_SEARCH_CALLS"), CultureInfo.InvariantCulture, out int calls) ? calls : 300;

    [Theory]
    [InlineData("runs", 2)]
    [InlineData("experiments", 1)]
    [InlineData("models", 1)]
    [InlineData("versions", 1)]
    [InlineData("traces", 1)]
    public void Both_find_the_same(string kind, int share)
    {
        int seed = Environment.TickCount;
        using TestStore store = new();
        store.MlTrack().Client.Store.Open(TestContext.Current.CancellationToken);
        using (SqliteConnection connection = new($"Data Source={store.Database};Pooling=False"))
        {
            connection.Open();
            new RandomRows(connection, seed).Fill();
        }

        using TestStore migrated = store.Copy();
        MlflowTool mlflow = migrated.Mlflow(MlflowInstall.Version3);
        MlTrackTool mltrack = store.MlTrack();
        RandomCalls calls = new(seed);
        List<string> failures = [];
        int found = 0;
        for (int done = 0; done < s_calls * share; done += Batch)
        {
            SearchCall[] asked = [.. Enumerable.Range(0, Batch).Select(_ => calls.Next(kind))];
            JsonArray answers = (JsonArray)mlflow.Call(
                "search_store", new JsonObject { ["calls"] = new JsonArray([.. asked.Select(call => (JsonNode)call.ToJson())]) })!;
            foreach ((SearchCall call, JsonNode? answer) in asked.Zip(answers))
            {
                if (SearchCall.Read(answer!) is not { } expected)
                {
                    continue;
                }

                found += char.IsAsciiDigit(expected[0]) ? 1 : 0;
                string given = call.Ask(mltrack.Client);
                if (given != expected)
                {
                    failures.Add($"{call.ToJson().ToJsonString()}\n    MLflow: {expected} {answer!["message"]}\n    MlTrack: {given}");
                }
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} answers differ (seed {seed}):\n{string.Join('\n', failures.Take(20))}");
        Assert.InRange(found, s_calls * share / 6, int.MaxValue);
    }
}
