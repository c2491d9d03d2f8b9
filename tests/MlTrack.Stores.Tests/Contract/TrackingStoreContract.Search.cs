namespace MlTrack.Stores.Tests.Contract;

public abstract partial class TrackingStoreContract
{
    [Fact]
    public void SearchWithoutFilterFindsNewestFirst()
    {
        string[] ids = [.. Enumerable.Range(0, 5).Select(
            i => Client.CreateRun(new NewRun("0") { StartTime = 1000 + i }, cancellationToken: Token).RunId)];
        Assert.Equal(ids.Reverse(), Client.FindRuns(new RunSearch { ExperimentIds = ["0"] }, cancellationToken: Token).Select(run => run.RunId));
        Assert.Empty(Client.FindRuns(new RunSearch { ExperimentIds = [] }, cancellationToken: Token));
        Assert.Equal(2, Client.FindRuns(new RunSearch { ExperimentIds = ["0"] }, 2, Token).Count());
    }

    [Fact]
    public void PagesGoThroughEverythingOnce()
    {
        HashSet<string> made = [.. Enumerable.Range(0, 25).Select(_ => NewRun().RunId)];
        List<string> found = FindByPages(new RunSearch { ExperimentIds = ["0"] }, 10);
        Assert.Equal(25, found.Count);
        Assert.Equal(made, found.ToHashSet());
    }

    [Fact]
    public void FindingManyGoesThroughThemOnceAndInOrder()
    {
        string[] made = [.. Enumerable.Range(0, 230).Select(
            i => Client.CreateRun(new NewRun("0") { StartTime = 1000 + (i / 3) }, cancellationToken: Token).RunId)];
        string[] Ordered(int sign) => [.. made.Select((id, i) => (Id: id, Key: sign * (i / 3))).OrderBy(run => run.Key)
            .ThenBy(run => run.Id, StringComparer.Ordinal).Select(run => run.Id)];
        string[] order = Ordered(-1);
        RunSearch search = new() { ExperimentIds = ["0"] };
        Assert.Equal(order, Client.FindRuns(search, cancellationToken: Token).Select(run => run.RunId));
        Assert.Equal(order[..150], Client.FindRuns(search, 150, Token).Select(run => run.RunId));
        Assert.Equal(Ordered(1), Client.FindRuns(search with { OrderBy = ["start_time ASC"] }, cancellationToken: Token).Select(run => run.RunId));

        // What goes or comes in the middle of the reading.
        List<string> found = [];
        foreach (MlRun run in Client.FindRuns(search, cancellationToken: Token))
        {
            found.Add(run.RunId);
            if (found.Count == 1)
            {
                Client.DeleteRun(order[200], Token);
                Client.CreateRun(new NewRun("0") { StartTime = 5000 }, cancellationToken: Token);
            }
            else if (found.Count == 101)
            {
                Client.DeleteRun(order[90], Token);
                Client.DeleteRun(order[100], Token);
            }
        }

        Assert.Equal(order.Where(id => id != order[200]), found);
    }

    [Fact]
    public void SearchSeesTheStagesThatItIsAskedFor()
    {
        MlRun active = NewRun();
        MlRun deleted = NewRun();
        Client.DeleteRun(deleted.RunId, Token);
        List<string> Find(MlViewType view) =>
            [.. Client.FindRuns(new RunSearch { ExperimentIds = ["0"], ViewType = view }, cancellationToken: Token).Select(run => run.RunId)];
        Assert.Equal([active.RunId], Find(MlViewType.ActiveOnly));
        Assert.Equal([deleted.RunId], Find(MlViewType.DeletedOnly));
        Assert.Equal(2, Find(MlViewType.All).Count);
    }

    [Fact]
    public void SearchLoadsWhatItIsAskedFor()
    {
        MlRun run = NewRun();
        Client.LogBatch(
            new RunBatch(run.RunId) { Params = [new("p", "1")], Metrics = [new("m", 2, 1, 0)], Tags = [new("t", "3")] },
            cancellationToken: Token);
        MlRun Find(RunColumns columns) =>
            Client.FindRuns(new RunSearch { ExperimentIds = ["0"], Columns = columns }, cancellationToken: Token).Single();
        MlRun all = Find(RunColumns.All);
        Assert.Equal(("1", 2.0, "3"), (all.Params["p"], all.Metrics["m"], all.Tags["t"]));
        MlRun none = Find(RunColumns.Attributes);
        Assert.Equal((0, 0, 0, run.Name), (none.Params.Count, none.Metrics.Count, none.Tags.Count, none.Name));
        MlRun some = Find(RunColumns.Metrics | RunColumns.Tags);
        Assert.Equal((0, 1), (some.Params.Count, some.Metrics.Count));
    }

    [Fact]
    public void SearchLoadsTheKeysItIsAskedFor()
    {
        string capital = Traits.NamesIgnoreCase ? "Q" : "P";
        MlRun run = NewRun();
        Client.LogBatch(
            new RunBatch(run.RunId)
            {
                Params = [new("p", "1"), new(capital, "2")],
                Metrics = [new("m", 2, 1, 0), new("n / x", 3, 1, 0), new("o", 3, 1, 0)],
                Tags = [new("t", "3")],
            },
            cancellationToken: Token);
        RunSearch search = new() { MetricKeys = ["n / x", "m", "absent"], ParamKeys = [capital], TagKeys = [] };
        MlRun some = Client.FindRuns(search, cancellationToken: Token).Single();
        Assert.Equal(["m", "n / x"], some.Metrics.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("2", Assert.Single(some.Params).Value);
        Assert.Empty(some.Tags);
        Assert.Empty(Client.FindRuns(search with { Columns = RunColumns.Tags }, cancellationToken: Token).Single().Metrics);
    }

    [Fact]
    public void AllActiveExperimentsAreSearchedWhenNoneIsNamed()
    {
        string other = NewExperiment().ExperimentId;
        string gone = NewExperiment("gone").ExperimentId;
        MlRun one = NewRun();
        MlRun two = NewRun(other);
        MlRun three = NewRun(gone);
        Client.DeleteExperiment(gone, Token);
        HashSet<string> found = [.. Client.FindRuns(new RunSearch { ViewType = MlViewType.All }, cancellationToken: Token).Select(run => run.RunId)];
        Assert.Equal([one.RunId, two.RunId], found);
        Assert.DoesNotContain(three.RunId, found);
    }

    [Fact]
    public void ExperimentsAreFoundByStage()
    {
        Client.Store.Open(Token);
        Client.CreateExperiment(new NewExperiment("a") { CreationTime = MlTime.NowMilliseconds() + 1000 }, Token);
        Client.DeleteExperiment(NewExperiment("b").ExperimentId, Token);
        List<string> Find(MlViewType view) =>
            [.. Client.FindExperiments(new ExperimentSearch { ViewType = view }, cancellationToken: Token).Select(found => found.Name)];
        Assert.Equal(["a", "Default"], Find(MlViewType.ActiveOnly));
        Assert.Equal(["b"], Find(MlViewType.DeletedOnly));
        Assert.Equal(3, Find(MlViewType.All).Count);
    }

    [Fact]
    public void MeasureCountsRunsByStatus()
    {
        string id = NewExperiment().ExperimentId;
        MlRunStatus[] statuses =
            [MlRunStatus.Finished, MlRunStatus.Finished, MlRunStatus.Failed, MlRunStatus.Killed, MlRunStatus.Scheduled, MlRunStatus.Running];
        for (int i = 0; i < statuses.Length; i++)
        {
            MlRun run = Client.CreateRun(new NewRun(id) { StartTime = 1000 + i }, cancellationToken: Token);
            Client.UpdateRun(run.RunId, new RunUpdate { Status = statuses[i], EndTime = i < 4 ? 2000 + i : null }, cancellationToken: Token);
        }

        MlRun deleted = Client.CreateRun(new NewRun(id) { StartTime = 1 }, cancellationToken: Token);
        Client.EndRun(deleted.RunId, MlRunStatus.Finished, 9000, Token);
        Client.DeleteRun(deleted.RunId, Token);
        MlExperimentReport report = Client.MeasureExperiments([id], cancellationToken: Token).Single();
        Assert.Equal(
            (id, "churn", 6L, 2L, 1L, 1L, 1L, 1L, 1L),
            (report.ExperimentId, report.Name, report.RunCount, report.Finished, report.Failed, report.Killed, report.Scheduled,
                report.Running, report.DeletedRuns));
        Assert.Equal(
            (1000L, 2003L), (report.FirstStartTime!.Value.ToUnixTimeMilliseconds(), report.LastEndTime!.Value.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void MeasureKeepsTheOrderAskedForAndLeavesMissingOut()
    {
        string one = NewExperiment("one").ExperimentId;
        string two = NewExperiment("two").ExperimentId;
        Client.DeleteExperiment(two, Token);
        Assert.Equal([two, "0", one], Client.MeasureExperiments([two, "99", "0", one], cancellationToken: Token).Select(r => r.ExperimentId));
        Assert.Equal(["0", one], Client.MeasureExperiments(cancellationToken: Token).Select(r => r.ExperimentId));
        Assert.Equal([two], Client.MeasureExperiments(viewType: MlViewType.DeletedOnly, cancellationToken: Token).Select(r => r.ExperimentId));
        MlExperimentReport empty = Client.MeasureExperiments([one], cancellationToken: Token).Single();
        Assert.Equal((0L, (DateTimeOffset?)null), (empty.RunCount, empty.FirstStartTime));
    }

    private List<string> FindByPages(RunSearch search, int size)
    {
        List<string> found = [];
        string? token = null;
        do
        {
            MlPage<MlRun> page = Client.SearchRuns(search, size, token, Token);
            Assert.InRange(page.Items.Count, 0, size);
            found.AddRange(page.Items.Select(run => run.RunId));
            token = page.NextPageToken;
        }
        while (token is not null);
        return found;
    }
}
