namespace MlTrack.Stores.Tests.Contract;

public abstract partial class TrackingStoreContract
{
    [Fact]
    public void NewStoreHasDefaultExperiment()
    {
        MlExperiment experiment = Client.GetExperiment("0", Token);
        Assert.Equal("Default", experiment.Name);
        Assert.Equal(MlLifecycleStage.Active, experiment.LifecycleStage);
        Assert.EndsWith("/0", experiment.ArtifactLocation, StringComparison.Ordinal);
        Assert.Equal(experiment.ExperimentId, Client.GetExperimentByName("Default", Token)!.ExperimentId);
    }

    [Fact]
    public void ExperimentIdsCountUp() =>
        Assert.Equal(["1", "2", "3"], new[] { "a", "b", "c" }.Select(name => NewExperiment(name).ExperimentId));

    [Fact]
    public void ExperimentIsReadAsItWasCreated()
    {
        long before = MlTime.NowMilliseconds();
        MlExperiment made = Client.CreateExperiment(
            new NewExperiment("churn") { Tags = [new("team", "A"), new(MlTags.Description, "text")] }, Token);
        MlExperiment read = Client.GetExperiment(made.ExperimentId, Token);
        Assert.Equal("churn", read.Name);
        Assert.Equal("A", read.Tags["team"]);
        Assert.Equal("text", read.Description);
        Assert.EndsWith("/" + made.ExperimentId, read.ArtifactLocation, StringComparison.Ordinal);
        Assert.InRange(read.CreationTime!.Value.ToUnixTimeMilliseconds(), before, MlTime.NowMilliseconds());
        Assert.Equal(read.CreationTime, read.LastUpdateTime);
        Assert.Equal((made.Name, made.ArtifactLocation, made.CreationTime), (read.Name, read.ArtifactLocation, read.CreationTime));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("line\nbreak")]
    [InlineData("🚀 é 漢")]
    [InlineData("o'quote \"x\" % _ \\")]
    [InlineData("trail ")]
    public void ExperimentNamesMayHoldAnything(string name)
    {
        MlExperiment made = NewExperiment(name);
        Assert.Equal(name, Client.GetExperimentByName(name, Token)!.Name);
        Assert.Equal(name, Client.GetExperiment(made.ExperimentId, Token).Name);
    }

    [Fact]
    public void ExperimentNamesAreCaseSensitive()
    {
        NewExperiment("churn");
        Assert.Equal(Traits.NamesIgnoreCase ? "churn" : null, Client.GetExperimentByName("Churn", Token)?.Name);
    }

    [Fact]
    public void LongestExperimentNameIsTaken()
    {
        int limit = Client.Store.Open(Token).ExperimentNameLength;
        string longest = new('x', limit);
        Assert.Equal(longest, NewExperiment(longest).Name);
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => NewExperiment(longest + "x"));
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => NewExperiment(new string('x', 1_000_000)));
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => NewExperiment(""));
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => NewExperiment("a\0b"));
    }

    [Fact]
    public void TakenNameIsRefused()
    {
        MlExperiment first = NewExperiment();
        Fails(MlErrorCode.ResourceAlreadyExists, MlEntity.Experiment, () => NewExperiment());
        Client.DeleteExperiment(first.ExperimentId, Token);
        MlException deleted = Fails(MlErrorCode.ResourceAlreadyExists, MlEntity.Experiment, () => NewExperiment());
        Assert.Contains("Restore-MlExperiment", deleted.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RenamingMovesTheUpdateTime()
    {
        MlExperiment made = NewExperiment();
        Thread.Sleep(5);
        Client.RenameExperiment(made.ExperimentId, "other", Token);
        MlExperiment read = Client.GetExperiment(made.ExperimentId, Token);
        Assert.Equal("other", read.Name);
        Assert.True(read.LastUpdateTime > made.LastUpdateTime);
        Assert.Equal(made.CreationTime, read.CreationTime);
        Assert.Null(Client.GetExperimentByName("churn", Token));
    }

    [Fact]
    public void RenamingToATakenNameIsRefused()
    {
        MlExperiment made = NewExperiment();
        Fails(
            MlErrorCode.ResourceAlreadyExists, MlEntity.Experiment, () => Client.RenameExperiment(made.ExperimentId, "Default", Token));
        Client.RenameExperiment(made.ExperimentId, "churn", Token);
    }

    [Fact]
    public void TagsAndRunsDoNotMoveTheUpdateTime()
    {
        MlExperiment made = NewExperiment();
        Thread.Sleep(5);
        Client.SetExperimentTags(made.ExperimentId, [new("a", "1")], Token);
        NewRun(made.ExperimentId);
        Assert.Equal(made.LastUpdateTime, Client.GetExperiment(made.ExperimentId, Token).LastUpdateTime);
    }

    [Fact]
    public void DeletingTakesTheRunsAlongAndRestoringBringsAllBack()
    {
        MlExperiment made = NewExperiment();
        MlRun kept = NewRun(made.ExperimentId);
        MlRun deletedBefore = NewRun(made.ExperimentId);
        MlRun elsewhere = NewRun();
        Client.DeleteRun(deletedBefore.RunId, Token);
        Thread.Sleep(5);
        Client.DeleteExperiment(made.ExperimentId, Token);
        MlExperiment deleted = Client.GetExperiment(made.ExperimentId, Token);
        Assert.Equal(MlLifecycleStage.Deleted, deleted.LifecycleStage);
        Assert.True(deleted.LastUpdateTime > made.LastUpdateTime);
        Assert.Equal(MlLifecycleStage.Deleted, Client.GetExperimentByName("churn", Token)!.LifecycleStage);
        Assert.Equal(MlLifecycleStage.Deleted, Reload(kept).LifecycleStage);
        Assert.Equal(MlLifecycleStage.Active, Reload(elsewhere).LifecycleStage);
        Client.RestoreExperiment(made.ExperimentId, Token);
        Assert.Equal(MlLifecycleStage.Active, Client.GetExperiment(made.ExperimentId, Token).LifecycleStage);
        Assert.Equal(MlLifecycleStage.Active, Reload(kept).LifecycleStage);
        Assert.Equal(MlLifecycleStage.Active, Reload(deletedBefore).LifecycleStage);
    }

    [Fact]
    public void DeletedExperimentRefusesChanges()
    {
        string id = NewExperiment().ExperimentId;
        MlException active = Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Experiment, () => Client.RestoreExperiment(id, Token));
        Assert.EndsWith("it is active.", active.Message, StringComparison.Ordinal);
        Client.SetExperimentTags(id, [new("a", "1")], Token);
        Client.DeleteExperiment(id, Token);
        MlException deleted = Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Experiment, () => Client.DeleteExperiment(id, Token));
        Assert.Contains("is deleted", deleted.Message, StringComparison.Ordinal);
        Fails(MlErrorCode.InvalidState, MlEntity.Experiment, () => Client.RenameExperiment(id, "x", Token));
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Experiment, () => Client.SetExperimentTags(id, [new("a", "2")], Token));
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Experiment, () => Client.DeleteExperimentTag(id, "a", Token));
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Experiment, () => NewRun(id));
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Experiment, () => Client.GetOrCreateExperiment("churn", Token));
        Assert.Equal("1", Client.GetExperiment(id, Token).Tags["a"]);
    }

    [Fact]
    public void DefaultExperimentMayBeDeleted()
    {
        Client.DeleteExperiment("0", Token);
        Assert.Equal(MlLifecycleStage.Deleted, Client.GetExperiment("0", Token).LifecycleStage);
    }

    [Fact]
    public void GetOrCreateCreatesOnce() =>
        Assert.Equal(
            Client.GetOrCreateExperiment("x", Token).ExperimentId, Client.GetOrCreateExperiment("x", Token).ExperimentId);

    [Fact]
    public void ExperimentTagsAreSetOverwrittenAndRemoved()
    {
        string id = NewExperiment().ExperimentId;
        Client.SetExperimentTags(id, [new("a", "1"), new("b", "")], Token);
        Client.SetExperimentTags(id, [new("a", "2")], Token);
        MlExperiment read = Client.GetExperiment(id, Token);
        Assert.Equal(("2", ""), (read.Tags["a"], read.Tags["b"]));
        Client.DeleteExperimentTag(id, "a", Token);
        Assert.Equal(["b"], Client.GetExperiment(id, Token).Tags.Keys);
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Tag, () => Client.DeleteExperimentTag(id, "a", Token));
    }

    [Fact]
    public void LongExperimentTagIsRefused()
    {
        string id = NewExperiment().ExperimentId;
        int limit = Client.Store.Open(Token).ExperimentTagValueLength;
        Client.SetExperimentTags(id, [new("a", new string('x', limit))], Token);
        Fails(
            MlErrorCode.InvalidParameterValue, MlEntity.Value,
            () => Client.SetExperimentTags(id, [new("b", "1"), new("a", new string('x', limit + 1))], Token));
        Assert.False(Client.GetExperiment(id, Token).Tags.ContainsKey("b"));
    }

    [Fact]
    public void MissingExperimentIsNotFound()
    {
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Experiment, () => Client.GetExperiment("77", Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Experiment, () => Client.DeleteExperiment("77", Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Experiment, () => Client.RestoreExperiment("77", Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Experiment, () => Client.RenameExperiment("77", "x", Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Experiment, () => Client.SetExperimentTags("77", [new("a", "1")], Token));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Experiment, () => NewRun("77"));
        Assert.Null(Client.GetExperimentByName("none", Token));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("1.5")]
    [InlineData("")]
    [InlineData("-1")]
    public void ExperimentIdMustBeAWholeNumber(string id)
    {
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Id, () => Client.GetExperiment(id, Token));
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Id, () => NewRun(id));
    }

    [Theory]
    [InlineData("s3://bucket/x")]
    [InlineData("file:///srv/x")]
    [InlineData("/srv/x")]
    public void GivenArtifactLocationIsKept(string location)
    {
        if (OperatingSystem.IsWindows() && location.StartsWith('/'))
        {
            Assert.Skip("A path without a drive is not absolute on Windows.");
        }

        MlExperiment made = Client.CreateExperiment(new NewExperiment("x") { ArtifactLocation = location }, Token);
        Assert.Equal(location, made.ArtifactLocation);
        MlRun run = NewRun(made.ExperimentId);
        Assert.Equal($"{location}/{run.RunId}/artifacts", run.ArtifactUri);
    }
}
