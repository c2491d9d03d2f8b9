using System.Globalization;

namespace MlTrack.Stores.Tests.Contract;

public abstract partial class TrackingStoreContract
{
    [Fact]
    public void RunsAreFilteredAndOrdered()
    {
        string[] ids = new string[6];
        for (int i = 0; i < ids.Length; i++)
        {
            MlRun run = NewRun();
            ids[i] = run.RunId;
            Client.LogBatch(
                new RunBatch(run.RunId)
                {
                    Params = [new("kind", i % 2 == 0 ? "even" : "odd")],
                    Metrics = [new("rmse", i == 5 ? double.NaN : 10 - i, 1, 0)],
                },
                cancellationToken: Token);
        }

        List<string> Find(string? filter, params string[] order) =>
            [.. Client.FindRuns(new RunSearch { Filter = filter, OrderBy = order }, cancellationToken: Token).Select(run => run.RunId)];
        Assert.Equal([ids[4], ids[2], ids[0]], Find("params.kind = 'even'", "metrics.rmse ASC"));
        Assert.Equal([ids[1], ids[3]], Find("metrics.rmse < 9.5 AND params.kind LIKE 'o%'", "metrics.rmse DESC"));
        Assert.Equal([ids[0]], Find($"attributes.run_id = '{ids[0]}'"));
        MlException failure = Assert.ThrowsAny<MlException>(() => Find("metrics.rmse <"));
        Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Filter), (failure.ErrorCode, failure.Entity));
    }

    [Theory]
    [InlineData('\ud83d')]
    [InlineData('\udc00')]
    [InlineData('\0')]
    public void ATextThatNoDatabaseHoldsIsFoundNowhere(char wrong)
    {
        // Put together here: a constant of the test's attributes would be UTF-8, which has no halves.
        string text = $"x{wrong}y";
        MlRun run = NewRun();
        Client.LogParam(run.RunId, "lr", "1", Token);
        int Count(string filter) => Client.FindRuns(new RunSearch { Filter = filter }, cancellationToken: Token).Count();
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal(0, Count($"params.lr = '{text}'"));
            Assert.Equal(1, Count($"params.lr != '{text}'"));
            Assert.Equal(0, Count($"params.lr LIKE '%{text}'"));
            Assert.Equal(0, Count($"params.lr ILIKE '{text}'"));
            Assert.Equal(0, Count($"params.`{text}` = '1'"));
            Assert.Equal(1, Count($"params.`{text}` IS NULL"));
            Assert.Equal(1, Count($"run_id IN ('{text}', '{run.RunId}')"));
            Assert.Equal(1, Count($"run_id NOT IN ('{text}')"));
            Assert.Equal(0, Count($"run_name = '{text}'"));
            RunSearch search = new() { OrderBy = [$"metrics.`{text}` DESC"], Columns = RunColumns.Params, ParamKeys = [text, "lr"] };
            Assert.Equal("1", Client.FindRuns(search, cancellationToken: Token).Single().Params["lr"]);
            Assert.Empty(Client.FindExperiments(new ExperimentSearch { Filter = $"name = '{text}'" }, cancellationToken: Token));
            Assert.Empty(Client.FindModels(new ModelSearch { Filter = $"name LIKE '{text}'" }, cancellationToken: Token));
            Assert.Empty(Client.FindModelVersions(new ModelSearch { Filter = $"tags.`{text}` = 'a'" }, cancellationToken: Token));
            Assert.Equal("1", Reload(run).Params["lr"]);
        }

        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Value, () => Client.SetTag(run.RunId, "t", text, Token));
        Fails(
            MlErrorCode.InvalidParameterValue, MlEntity.Value,
            () => Client.CreateExperiment(new NewExperiment("x") { ArtifactLocation = "s3://" + text }, Token));
    }

    // MLflow 3.17.2 on MariaDB 10.11: only comparisons with a value are told to be binary, the rest follows the tables' collation.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void KeysOfOrdersAndOfIsNullFollowTheCollation(bool optimized)
    {
        string[] keys = ["lr", "Lr", "LR", "other"];
        int[] values = [3, 1, 2, 9];
        for (int i = 0; i < keys.Length; i++)
        {
            MlRun run = Client.CreateRun(new NewRun("0") { Name = keys[i], StartTime = 1_000 + i }, cancellationToken: Token);
            string value = values[i].ToString(CultureInfo.InvariantCulture);
            Client.LogBatch(
                new RunBatch(run.RunId)
                {
                    Params = [new(keys[i], value)],
                    Tags = [new(keys[i], value)],
                    Metrics = [new(keys[i], values[i], 1, 0)],
                },
                cancellationToken: Token);
            Client.CreateExperiment(new NewExperiment("e" + i) { Tags = [new(keys[i], value)] }, Token);
        }

        if (optimized)
        {
            _ = Client.OptimizeDatabase(cancellationToken: Token);
        }

        bool folds = Traits.NamesIgnoreCase;
        Assert.Equal(folds ? "LR Lr lr" : "LR", Found("params.LR IS NOT NULL"));
        Assert.Equal(folds ? "other" : "other Lr lr", Found("params.LR IS NULL"));
        Assert.Equal(folds ? "LR Lr lr" : "Lr", Found("tags.`Lr` IS NOT NULL"));
        Assert.Equal(folds ? "other" : "other LR lr", Found("tags.Lr IS NULL"));
        Assert.Equal("LR", Found("params.LR != 'z'"));
        Assert.Equal("lr", Found("params.lr ILIKE '%'"));
        Assert.Equal("lr", Found("metrics.lr > 0"));
        foreach (string entity in new[] { "metrics", "params", "tags" })
        {
            Assert.Equal(folds ? "Lr LR lr other" : "lr other LR Lr", Found(null, $"{entity}.lr"));
            Assert.Equal(folds ? "lr LR Lr other" : "LR other Lr lr", Found(null, $"{entity}.LR DESC"));
            Assert.Equal(folds ? "lr LR Lr" : "LR Lr lr", Found("params.other IS NULL", $"{entity}.LR DESC"));
        }

        // A comparison of the very key that orders leaves those that have exactly this one.
        Assert.Equal("LR", Found("params.LR != 'z'", "params.LR"));
        Assert.Equal("Lr", Found("metrics.Lr > 0", "metrics.Lr DESC"));
        Assert.Equal(folds ? "lr LR Lr" : "LR", Found("params.LR IS NOT NULL", "params.LR DESC"));
        Assert.Equal(folds ? "e2 e1 e0" : "e2", Experiments("tags.LR IS NOT NULL"));
        Assert.Equal(folds ? "e3 Default" : "e3 e1 e0 Default", Experiments("tags.`LR` IS NULL"));
        Assert.Equal("e2", Experiments("tags.LR = '2'"));

        string Found(string? filter, params string[] order)
        {
            RunSearch search = new() { Filter = filter, OrderBy = order };
            List<string> ids = [.. Client.FindRuns(search, cancellationToken: Token).Select(run => run.RunId)];
            Assert.Equal(ids, FindByPages(search, 1));
            return string.Join(' ', ids.Select(id => Client.GetRun(id, Token).Name));
        }

        string Experiments(string filter) => string.Join(' ', Client
            .FindExperiments(new ExperimentSearch { Filter = filter, OrderBy = ["name DESC"] }, cancellationToken: Token).Select(found => found.Name));
    }

    [Fact]
    public void OrderedPagesGoThroughEverythingOnce()
    {
        for (int i = 0; i < 23; i++)
        {
            MlRun run = NewRun();
            if (i % 4 != 0)
            {
                Client.LogMetric(run.RunId, "m", i % 5, cancellationToken: Token);
            }
        }

        RunSearch search = new() { OrderBy = ["metrics.m DESC"] };
        List<string> paged = FindByPages(search, 5);
        Assert.Equal(Client.SearchRuns(search, 100, null, Token).Items.Select(run => run.RunId), paged);
        Assert.Equal(23, paged.Distinct().Count());
    }

    [Fact]
    public void ExperimentsAreFilteredAndOrdered()
    {
        foreach (string name in new[] { "b", "a", "c" })
        {
            Client.CreateExperiment(new NewExperiment(name) { Tags = [new("team", name == "c" ? "x" : "y")] }, Token);
        }

        Assert.Equal(
            ["a", "b"],
            Client.FindExperiments(new ExperimentSearch { Filter = "tags.team = 'y'", OrderBy = ["name ASC"] }, cancellationToken: Token)
                .Select(found => found.Name));
        Assert.Equal(
            ["b"], Client.FindExperiments(new ExperimentSearch { Filter = "name LIKE 'b%'" }, cancellationToken: Token).Select(found => found.Name));
    }

    [Fact]
    public void KeysOfASearchAreDistinctAndSorted()
    {
        string capital = Traits.NamesIgnoreCase ? "C" : "B";
        MlRun one = NewRun();
        MlRun two = NewRun();
        Client.LogBatch(
            new RunBatch(one.RunId) { Params = [new("b", "1"), new(capital, "1")], Metrics = [new("m", 1, 1, 0)], Tags = [new("t", "1")] },
            cancellationToken: Token);
        Client.LogBatch(new RunBatch(two.RunId) { Params = [new("a", "1"), new("b", "2")] }, cancellationToken: Token);
        Client.LogParam(NewRun(NewExperiment().ExperimentId).RunId, "elsewhere", "1", Token);
        RunKeys keys = Client.Store.GetRunKeys(new RunSearch { ExperimentIds = ["0"] }, null, Token);
        Assert.Equal([capital, "a", "b"], keys.Params);
        Assert.Equal(["m"], keys.Metrics);
        Assert.Equal([MlTags.RunName, "t"], keys.Tags);
        Assert.Equal(
            [capital, "b"], Client.Store.GetRunKeys(new RunSearch { ExperimentIds = ["0"], OrderBy = ["metrics.m"] }, 1, Token).Params);
        Assert.Empty(Client.Store.GetRunKeys(new RunSearch { ExperimentIds = [] }, null, Token).Params);
        RunKeys some = Client.Store.GetRunKeys(new RunSearch { Columns = RunColumns.Metrics | RunColumns.Tags }, 10, Token);
        Assert.Equal(["m"], some.Metrics);
        Assert.Empty(some.Params);
        Assert.Equal([MlTags.RunName, "t"], some.Tags);
        Assert.Empty(Client.Store.GetRunKeys(new RunSearch { Columns = RunColumns.Attributes }, null, Token).Tags);
    }
}
