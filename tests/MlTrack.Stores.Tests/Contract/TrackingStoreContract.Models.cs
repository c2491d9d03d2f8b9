namespace MlTrack.Stores.Tests.Contract;

public abstract partial class TrackingStoreContract
{
    protected MlModel NewModel(string name = "churn") => Client.CreateModel(new NewModel(name), Token);

    protected MlModelVersion NewVersion(string name = "churn", string source = "s3://models/a") =>
        Client.CreateModelVersion(new NewModelVersion(name, source), Token);

    [Fact]
    public void ModelIsReadAsItWasCreated()
    {
        long before = MlTime.NowMilliseconds();
        MlModel made = Client.CreateModel(
            new NewModel("churn é") { Description = "text", Tags = [new("team", "A"), new("b c", "")] }, Token);
        MlModel read = Client.GetModel("churn é", Token);
        Assert.Equal(("churn é", "text"), (read.Name, read.Description));
        Assert.Equal(("A", ""), (read.Tags["team"], read.Tags["b c"]));
        Assert.Empty(read.Aliases);
        Assert.Empty(read.LatestVersions);
        Assert.InRange(read.CreationTime!.Value.ToUnixTimeMilliseconds(), before, MlTime.NowMilliseconds());
        Assert.Equal(read.CreationTime, read.LastUpdatedTime);
        Assert.Equal((made.Name, made.CreationTime, made.Tags.Count), (read.Name, read.CreationTime, read.Tags.Count));
    }

    [Fact]
    public void TakenModelNameIsRefusedAndChangesNothing()
    {
        NewModel();
        Fails(
            MlErrorCode.ResourceAlreadyExists, MlEntity.Model,
            () => Client.CreateModel(new NewModel("churn") { Description = "other", Tags = [new("a", "1")] }, Token));
        MlModel read = Client.GetModel("churn", Token);
        Assert.Null(read.Description);
        Assert.Empty(read.Tags);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("..a")]
    [InlineData("a\0b")]
    public void BadModelNameIsRefused(string name) => Fails(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => NewModel(name));

    [Fact]
    public void LongModelTextsAreRefused()
    {
        Assert.Equal(256, NewModel(new string('x', 256)).Name.Length);
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => NewModel(new string('x', 257)));
        Fails(
            MlErrorCode.InvalidParameterValue, MlEntity.Value,
            () => Client.CreateModel(new NewModel("a") { Description = new string('x', 5001) }, Token));
        Fails(
            MlErrorCode.InvalidParameterValue, MlEntity.Value,
            () => Client.CreateModel(new NewModel("a") { Tags = [new("k", new string('x', 5001))] }, Token));
        Assert.Null(Client.FindModel("a", Token));
    }

    [Fact]
    public void MissingModelIsNotFound()
    {
        Assert.Null(Client.FindModel("none", Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Model, () => Client.GetModel("none", Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Model, () => Client.UpdateModel("none", "x", Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Model, () => Client.RenameModel("none", "x", Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Model, () => Client.DeleteModel("none", Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Model, () => Client.SetModelTags("none", [new("a", "1")], Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Model, () => Client.DeleteModelTag("none", "a", Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Model, () => Client.DeleteModelAlias("none", "a", Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Model, () => NewVersion("none"));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Model, () => Client.GetModelVersion("none", 1, Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Model, () => Client.GetModelVersionByAlias("none", "a", Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Model, () => Client.GetLatestModelVersion("none", null, Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Model, () => Client.DeleteModelVersion("none", 1, Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Model, () => Client.SetModelAlias("none", "a", 1, Token));
    }

    [Fact]
    public void DescribingAModelMovesItsTimeAndTaggingDoesNot()
    {
        MlModel made = NewModel();
        Thread.Sleep(5);
        Client.SetModelTags("churn", [new("a", "1"), new("b", "2")], Token);
        Client.SetModelTags("churn", [new("a", "3")], Token);
        Client.DeleteModelTag("churn", "b", Token);
        Client.DeleteModelTag("churn", "never there", Token);
        MlModel tagged = Client.GetModel("churn", Token);
        Assert.Equal("3", Assert.Single(tagged.Tags).Value);
        Assert.Equal(made.LastUpdatedTime, tagged.LastUpdatedTime);
        Client.UpdateModel("churn", "text", Token);
        MlModel described = Client.GetModel("churn", Token);
        Assert.Equal("text", described.Description);
        Assert.True(described.LastUpdatedTime > made.LastUpdatedTime);
        Assert.Equal(made.CreationTime, described.CreationTime);
    }

    [Fact]
    public void RenamingAModelTakesEverythingAlong()
    {
        Client.CreateModel(new NewModel("churn") { Tags = [new("a", "1")] }, Token);
        NewModel("other");
        Client.CreateModelVersion(new NewModelVersion("churn", "s3://models/a") { Tags = [new("t", "1")] }, Token);
        MlModelVersion second = NewVersion();
        Client.DeleteModelVersion("churn", 2, Token);
        Client.SetModelAlias("churn", "champion", 1, Token);
        Thread.Sleep(5);
        Fails(MlErrorCode.ResourceAlreadyExists, MlEntity.Model, () => Client.RenameModel("churn", "other", Token));
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => Client.RenameModel("churn", "a/b", Token));
        Client.RenameModel("churn", "renamed", Token);
        Assert.Null(Client.FindModel("churn", Token));
        MlModel read = Client.GetModel("renamed", Token);
        Assert.Equal("1", read.Tags["a"]);
        Assert.Equal(1, read.Aliases["champion"]);
        Assert.Equal("1", Client.GetModelVersionByAlias("renamed", "champion", Token).Tags["t"]);
        Assert.True(Client.GetModelVersion("renamed", 1, Token).LastUpdatedTime > second.LastUpdatedTime);

        // The deleted version went along too, and keeps its number.
        Assert.Equal(3, NewVersion("renamed").Version);
    }

    [Fact]
    public void DeletingAModelRemovesEverything()
    {
        Client.CreateModel(new NewModel("churn") { Tags = [new("a", "1")] }, Token);
        Client.CreateModelVersion(new NewModelVersion("churn", "s3://models/a") { Tags = [new("t", "1")] }, Token);
        NewVersion();
        Client.SetModelAlias("churn", "champion", 1, Token);
        NewModel("other");
        NewVersion("other");
        Client.DeleteModel("churn", Token);
        Assert.Null(Client.FindModel("churn", Token));
        Assert.Empty(Client.FindModelVersions(new ModelSearch { Filter = "name = 'churn'" }, null, Token));
        Assert.Single(Client.GetModel("other", Token).LatestVersions);
        MlModel anew = NewModel();
        Assert.Empty(anew.Tags);
        Assert.Empty(anew.Aliases);
        Assert.Equal(1, NewVersion().Version);
        Assert.Empty(Client.GetModelVersion("churn", 1, Token).Tags);
    }

    [Fact]
    public void ModelsAreFoundByPages()
    {
        for (int i = 0; i < 7; i++)
        {
            Client.CreateModel(new NewModel($"m{i}") { Tags = [new("even", (i % 2 == 0).ToString())] }, Token);
        }

        MlPage<MlModel> first = Client.SearchModels(new ModelSearch(), 4, null, Token);
        MlPage<MlModel> second = Client.SearchModels(new ModelSearch(), 4, first.NextPageToken, Token);
        Assert.Equal(["m0", "m1", "m2", "m3", "m4", "m5", "m6"], first.Items.Concat(second.Items).Select(model => model.Name));
        Assert.Null(second.NextPageToken);
        ModelSearch even = new() { Filter = "tags.even = 'True' AND name LIKE 'm%'", OrderBy = ["name DESC"] };
        Assert.Equal(["m6", "m4", "m2", "m0"], Client.FindModels(even, null, Token).Select(model => model.Name));
        Assert.Equal(["m6"], Client.FindModels(even, 1, Token).Select(model => model.Name));
        Assert.Equal("True", Client.FindModels(even, 1, Token).Single().Tags["even"]);
        Assert.Throws<MlFilterException>(() => Client.FindModels(new ModelSearch { Filter = "nope = 'a'" }, null, Token).ToList());
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Value, () => Client.SearchModels(new ModelSearch(), 1001, null, Token));
    }
}
