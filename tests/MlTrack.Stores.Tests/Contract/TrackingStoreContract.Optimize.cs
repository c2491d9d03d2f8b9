namespace MlTrack.Stores.Tests.Contract;

public abstract partial class TrackingStoreContract
{
    // Longer than what an index of values holds.
    private static readonly string s_longValue = new('v', 400);

    [Fact]
    public void Optional_indexes_come_and_go()
    {
        NewRun();
        AssertActions(Client.OptimizeDatabase(preview: true, cancellationToken: Token), MlIndexAction.WouldCreate);
        AssertActions(Client.OptimizeDatabase(cancellationToken: Token), MlIndexAction.Created);
        AssertActions(Client.OptimizeDatabase(cancellationToken: Token), MlIndexAction.Present);
        AssertActions(Client.OptimizeDatabase(preview: true, cancellationToken: Token), MlIndexAction.Present);
        AssertActions(Client.OptimizeDatabase(remove: true, preview: true, Token), MlIndexAction.WouldRemove);
        AssertActions(Client.OptimizeDatabase(remove: true, cancellationToken: Token), MlIndexAction.Removed);
        AssertActions(Client.OptimizeDatabase(remove: true, cancellationToken: Token), MlIndexAction.Absent);
        AssertActions(Client.OptimizeDatabase(preview: true, cancellationToken: Token), MlIndexAction.WouldCreate);
    }

    [Fact]
    public void Searches_find_the_same_with_the_indexes_and_after_them()
    {
        for (int i = 0; i < 250; i++)
        {
            MlRun run = Client.CreateRun(new NewRun("0") { StartTime = 1000 + (i % 50) }, cancellationToken: Token);
            Client.LogBatch(
                new RunBatch(run.RunId)
                {
                    Metrics = [new("rmse", i % 7 == 0 ? double.NaN : i % 10, 1, 0), new("loss", i * 37 % 250, 1, 0)],
                    Params = [new("lr", i % 3 == 0 ? "0.1" : "0.2"), new("long", s_longValue + (i % 5))],
                    Tags = [new("team", i % 2 == 0 ? "alpha" : "beta")],
                },
                cancellationToken: Token);
        }

        List<string> before = FindSeveral();
        Client.OptimizeDatabase(cancellationToken: Token);
        Assert.Equal(before, FindSeveral());
        MlRun later = NewRun();
        Assert.Equal(later.RunId, Client.FindRuns(new RunSearch(), 1, Token).Single().RunId);
        Client.DeleteRun(later.RunId, Token);
        Client.OptimizeDatabase(remove: true, cancellationToken: Token);
        Assert.Equal(before, FindSeveral());
    }

    private static void AssertActions(IReadOnlyList<MlIndexReport> reports, MlIndexAction action)
    {
        Assert.NotEmpty(reports);
        Assert.All(reports, report =>
        {
            Assert.Equal(action, report.Action);
            Assert.StartsWith("mltrack_", report.Index, StringComparison.Ordinal);
            Assert.NotEmpty(report.Table);
        });
    }

    private List<string> FindSeveral() =>
    [
        .. new[]
        {
            new RunSearch(),
            new RunSearch { Filter = "metrics.rmse < 5 AND params.lr = '0.1' AND tags.team = 'alpha'", OrderBy = ["metrics.rmse"] },

            // No equality and no experiment whose rows could be counted: from the best value on.
            new RunSearch { Filter = "metrics.rmse > 2 AND params.lr != '0.1'", OrderBy = ["metrics.rmse DESC", "start_time"] },
            new RunSearch { Filter = "metrics.rmse <= 7 AND tags.team LIKE 'a%'", OrderBy = ["metrics.rmse", "params.lr DESC"] },
            new RunSearch { Filter = "metrics.loss < 200 AND params.lr != '0.1'", OrderBy = ["metrics.loss DESC"] },
            new RunSearch { Filter = $"params.long = '{s_longValue}3' AND metrics.rmse > 1", OrderBy = ["metrics.rmse"] },
            new RunSearch { Filter = "metrics.rmse != 5", OrderBy = ["params.lr", "metrics.rmse DESC"] },
            new RunSearch { Filter = "attributes.start_time >= 1020", OrderBy = ["start_time DESC"], ExperimentIds = ["0"] },
        }.SelectMany(search => Client.FindRuns(search, cancellationToken: Token).Select(run => run.RunId).Append("end")
            .Concat(FindByPages(search, 7))),
    ];
}
