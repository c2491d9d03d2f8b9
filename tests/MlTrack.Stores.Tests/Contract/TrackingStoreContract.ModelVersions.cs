namespace MlTrack.Stores.Tests.Contract;

public abstract partial class TrackingStoreContract
{
    [Fact]
    public void VersionIsReadAsItWasCreated()
    {
        MlModel model = NewModel();
        MlRun run = NewRun();
        Thread.Sleep(5);
        MlModelVersion made = Client.CreateModelVersion(
            new NewModelVersion("churn", run.ArtifactUri + "/model")
            {
                RunId = run.RunId,
                RunLink = "http://elsewhere/run",
                Description = "text",
                Tags = [new("a", "1"), new("b", "")],
            },
            Token);
        MlModelVersion read = Client.GetModelVersion("churn", 1, Token);
        Assert.Equal(("churn", 1), (read.Name, read.Version));
        Assert.Equal((MlModelStage.None, MlModelVersionStatus.Ready), (read.Stage, read.Status));
        Assert.Equal((run.ArtifactUri + "/model", run.RunId, "http://elsewhere/run"), (read.Source, read.RunId, read.RunLink));
        Assert.Equal(("text", "1", ""), (read.Description, read.Tags["a"], read.Tags["b"]));
        Assert.Empty(read.Aliases);
        Assert.Equal(read.CreationTime, read.LastUpdatedTime);
        Assert.Equal((made.Version, made.CreationTime, made.Tags.Count), (read.Version, read.CreationTime, read.Tags.Count));
        Assert.Equal("models:/churn/1", read.Uri);
        Assert.Equal(run.ArtifactUri + "/model", Client.GetModelVersionLocation("churn", 1, Token));
        MlModel moved = Client.GetModel("churn", Token);
        Assert.True(moved.LastUpdatedTime > model.LastUpdatedTime);
        Assert.Equal(read.LastUpdatedTime, moved.LastUpdatedTime);
    }

    [Fact]
    public void VersionsCountUpAndDeletedOnesKeepTheirNumbers()
    {
        NewModel();
        Assert.Equal([1, 2, 3], new[] { 0, 0, 0 }.Select(_ => NewVersion().Version));
        Client.DeleteModelVersion("churn", 3, Token);
        Assert.Equal(4, NewVersion().Version);
        Client.DeleteModelVersion("churn", 1, Token);
        Assert.Equal([4, 2], Client.FindModelVersions(
            new ModelSearch { Filter = "name = 'churn'", OrderBy = ["version_number DESC"] }, null, Token).Select(version => version.Version));
    }

    [Fact]
    public void DeletedVersionIsGoneForGood()
    {
        NewModel();
        NewVersion();
        NewVersion();
        Client.SetModelAlias("churn", "one", 1, Token);
        Client.SetModelAlias("churn", "two", 2, Token);
        long before = Client.GetModel("churn", Token).LastUpdatedTime!.Value.ToUnixTimeMilliseconds();
        Thread.Sleep(5);
        Client.DeleteModelVersion("churn", 1, Token);
        Assert.True(Client.GetModel("churn", Token).LastUpdatedTime!.Value.ToUnixTimeMilliseconds() > before);
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.ModelVersion, () => Client.GetModelVersion("churn", 1, Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.ModelVersion, () => Client.DeleteModelVersion("churn", 1, Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.ModelVersion, () => Client.UpdateModelVersion("churn", 1, "x", Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.ModelVersion, () => Client.GetModelVersionLocation("churn", 1, Token));
        Fails(
            MlErrorCode.ResourceDoesNotExist, MlEntity.ModelVersion,
            () => Client.SetModelVersionStage("churn", 1, MlModelStage.Staging, cancellationToken: Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.ModelVersion, () => Client.SetModelVersionTags("churn", 1, [new("a", "1")], Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.ModelVersion, () => Client.DeleteModelVersionTag("churn", 1, "a", Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.ModelVersion, () => Client.SetModelAlias("churn", "x", 1, Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Alias, () => Client.GetModelVersionByAlias("churn", "one", Token));
        Assert.Equal("two", Assert.Single(Client.GetModel("churn", Token).Aliases).Key);
    }

    [Fact]
    public void BadVersionsAreRefused()
    {
        NewModel();
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Value, () => Client.GetModelVersion("churn", 0, Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.ModelVersion, () => Client.GetModelVersion("churn", 1, Token));
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Uri, () => NewVersion(source: ""));
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Uri, () => NewVersion(source: "models:/"));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.ModelVersion, () => NewVersion(source: "models:/churn/1"));
        Fails(
            MlErrorCode.InvalidParameterValue, MlEntity.Value,
            () => Client.CreateModelVersion(new NewModelVersion("churn", "s3://models/a") { Description = new string('x', 5001) }, Token));
        int limit = Client.Registry.Open(Token).ModelVersionTagValueLength;
        Fails(
            MlErrorCode.InvalidParameterValue, MlEntity.Value,
            () => Client.CreateModelVersion(new NewModelVersion("churn", "s3://models/a") { Tags = [new("k", new string('x', limit + 1))] }, Token));
        Assert.Empty(Client.GetModel("churn", Token).LatestVersions);
        Client.CreateModelVersion(new NewModelVersion("churn", "s3://models/a") { Tags = [new("k", new string('x', limit))] }, Token);
        Assert.Equal(limit, Client.GetModelVersion("churn", 1, Token).Tags["k"].Length);
    }

    [Fact]
    public void VersionTagsAreSetOverwrittenAndRemoved()
    {
        NewModel();
        MlModelVersion made = NewVersion();
        NewVersion();
        Thread.Sleep(5);
        Client.SetModelVersionTags("churn", 1, [new("a", "1"), new("b", "2")], Token);
        Client.SetModelVersionTags("churn", 1, [new("a", "3")], Token);
        Client.DeleteModelVersionTag("churn", 1, "b", Token);
        Client.DeleteModelVersionTag("churn", 1, "never there", Token);
        MlModelVersion read = Client.GetModelVersion("churn", 1, Token);
        Assert.Equal("3", Assert.Single(read.Tags).Value);
        Assert.Equal(made.LastUpdatedTime, read.LastUpdatedTime);
        Assert.Empty(Client.GetModelVersion("churn", 2, Token).Tags);
        Client.UpdateModelVersion("churn", 1, "text", Token);
        MlModelVersion described = Client.GetModelVersion("churn", 1, Token);
        Assert.Equal("text", described.Description);
        Assert.True(described.LastUpdatedTime > made.LastUpdatedTime);
    }

    [Fact]
    public void StagesArchiveTheOthersWhenAsked()
    {
        NewModel();
        for (int i = 0; i < 4; i++)
        {
            NewVersion();
        }

        Client.SetModelVersionStage("churn", 1, MlModelStage.Production, cancellationToken: Token);
        Client.SetModelVersionStage("churn", 2, MlModelStage.Production, cancellationToken: Token);
        Client.SetModelVersionStage("churn", 3, MlModelStage.Staging, cancellationToken: Token);
        Assert.Equal(2, Client.GetLatestModelVersion("churn", MlModelStage.Production, Token).Version);
        Client.SetModelVersionStage("churn", 3, MlModelStage.Production, archiveExisting: true, Token);
        Assert.Equal(
            "Archived Archived Production None",
            string.Join(' ', Enumerable.Range(1, 4).Select(version => Client.GetModelVersion("churn", version, Token).Stage)));
        MlModel model = Client.GetModel("churn", Token);
        Assert.Equal([2, 3, 4], model.LatestVersions.Select(version => version.Version));
        Assert.Equal(
            [MlModelStage.Archived, MlModelStage.Production, MlModelStage.None], model.LatestVersions.Select(version => version.Stage));
        foreach (MlModelStage stage in new[] { MlModelStage.None, MlModelStage.Archived })
        {
            Fails(
                MlErrorCode.InvalidParameterValue, MlEntity.Value,
                () => Client.SetModelVersionStage("churn", 1, stage, archiveExisting: true, Token));
        }

        Fails(
            MlErrorCode.ResourceDoesNotExist, MlEntity.ModelVersion,
            () => Client.GetLatestModelVersion("churn", MlModelStage.Staging, Token));
    }

    [Fact]
    public void AliasesPointMoveAndGo()
    {
        NewModel();
        NewVersion();
        NewVersion();
        Client.SetModelAlias("churn", "champion", 1, Token);
        Client.SetModelAlias("churn", "b_2-X", 1, Token);
        Assert.Equal(["b_2-X", "champion"], Client.GetModelVersion("churn", 1, Token).Aliases.Order(StringComparer.Ordinal));
        Client.SetModelAlias("churn", "champion", 2, Token);
        Assert.Equal(2, Client.GetModelVersionByAlias("churn", "champion", Token).Version);
        Assert.Equal(["b_2-X"], Client.GetModelVersion("churn", 1, Token).Aliases);
        MlModel model = Client.GetModel("churn", Token);
        Assert.Equal((2, 1), (model.Aliases["champion"], model.Aliases["b_2-X"]));
        Assert.Equal(["champion"], Assert.Single(model.LatestVersions).Aliases);
        Client.DeleteModelAlias("churn", "champion", Token);
        Client.DeleteModelAlias("churn", "champion", Token);
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Alias, () => Client.GetModelVersionByAlias("churn", "champion", Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.ModelVersion, () => Client.SetModelAlias("churn", "champion", 3, Token));
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("LATEST")]
    [InlineData("v1")]
    [InlineData("V22")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a\n")]
    public void BadAliasIsRefused(string alias)
    {
        NewModel();
        NewVersion();
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => Client.SetModelAlias("churn", alias, 1, Token));
    }

    [Fact]
    public void ModelUrisNameVersions()
    {
        NewModel();
        NewVersion();
        NewVersion();
        NewVersion();
        Client.SetModelVersionStage("churn", 2, MlModelStage.Production, cancellationToken: Token);
        Client.SetModelAlias("churn", "champion", 1, Token);
        int Version(string uri) => Client.ResolveModelUri(ModelUri.Parse(uri), Token).Version;
        Assert.Equal(
            [2, 3, 2, 3, 1], new[] { "models:/churn/2", "models:/churn/latest", "models:/churn/production", "models:/churn/None", "models:/churn@champion" }
                .Select(Version));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.ModelVersion, () => Version("models:/churn/9"));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.ModelVersion, () => Version("models:/churn/Staging"));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Alias, () => Version("models:/churn@nope"));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Model, () => Version("models:/nope/latest"));
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Uri, () => Version("models:/churn"));
    }

    [Fact]
    public void CopiedVersionHasTheFilesAndTheRun()
    {
        NewModel();
        MlRun run = NewRun();
        MlModelVersion made = Client.CreateModelVersion(
            new NewModelVersion("churn", run.ArtifactUri + "/model") { RunId = run.RunId, Description = "text", Tags = [new("a", "1")] }, Token);
        Client.SetModelAlias("churn", "champion", 1, Token);
        MlModelVersion copy = Client.CopyModelVersion(made, "shop", Token);
        Assert.Equal(("shop", 1, "models:/churn/1"), (copy.Name, copy.Version, copy.Source));
        Assert.Equal((run.RunId, "text", "1"), (copy.RunId, copy.Description, copy.Tags["a"]));
        Assert.Empty(copy.Aliases);
        Assert.Equal(run.ArtifactUri + "/model", Client.GetModelVersionLocation("shop", 1, Token));
        Assert.Equal(2, Client.CopyModelVersion(copy, "churn", Token).Version);
        Assert.Equal(run.ArtifactUri + "/model", Client.GetModelVersionLocation("churn", 2, Token));
    }

    [Fact]
    public void VersionsAreFoundByPages()
    {
        MlRun run = NewRun();
        foreach (string name in new[] { "a", "b" })
        {
            NewModel(name);
            for (int i = 0; i < 4; i++)
            {
                Client.CreateModelVersion(
                    new NewModelVersion(name, "s3://models/" + name)
                    {
                        RunId = i == 0 ? run.RunId : null,
                        Tags = [new("i", i.ToString(System.Globalization.CultureInfo.InvariantCulture))],
                    },
                    Token);
            }
        }

        Client.SetModelAlias("b", "champion", 2, Token);
        ModelSearch all = new() { OrderBy = ["name", "version_number DESC"] };
        MlPage<MlModelVersion> first = Client.SearchModelVersions(all, 5, null, Token);
        MlPage<MlModelVersion> second = Client.SearchModelVersions(all, 5, first.NextPageToken, Token);
        Assert.Equal(
            ["a/4", "a/3", "a/2", "a/1", "b/4", "b/3", "b/2", "b/1"],
            first.Items.Concat(second.Items).Select(version => version.ToString()));
        Assert.All(first.Items.Concat(second.Items), version => Assert.Equal(version.Version - 1, int.Parse(version.Tags["i"], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(["champion"], second.Items[1].Aliases);
        string Found(string filter) => string.Join(
            ' ', Client.FindModelVersions(all with { Filter = filter }, null, Token).Select(version => version.ToString()));
        Assert.Equal("a/1 b/1", Found($"run_id = '{run.RunId}'"));
        Assert.Equal("b/3", Found("name = 'b' AND tags.i = '2'"));
        Assert.Equal("a/4 b/4", Found("version_number > 3"));
        Assert.Throws<MlFilterException>(() => Found("nope = 1"));
    }
}
