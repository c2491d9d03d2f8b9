namespace MlTrack.Stores.Tests.Contract;

public abstract partial class TrackingStoreContract
{
    [Fact]
    public void NewRunIsRunningAndActive()
    {
        long before = MlTime.NowMilliseconds();
        MlRun made = Client.CreateRun(
            new NewRun("0") { Name = "first", UserId = "ann", Description = "text", Tags = [new("k", "v")] }, cancellationToken: Token);
        foreach (MlRun run in new[] { made, Reload(made) })
        {
            Assert.Matches("^[0-9a-f]{32}$", run.RunId);
            Assert.Equal("first", run.Name);
            Assert.Equal("0", run.ExperimentId);
            Assert.Equal(MlRunStatus.Running, run.Status);
            Assert.Equal(MlLifecycleStage.Active, run.LifecycleStage);
            Assert.InRange(run.StartTime!.Value.ToUnixTimeMilliseconds(), before, MlTime.NowMilliseconds());
            Assert.Null(run.EndTime);
            Assert.Equal("ann", run.UserId);
            Assert.Equal($"{Client.GetExperiment("0", Token).ArtifactLocation}/{run.RunId}/artifacts", run.ArtifactUri);
            Assert.Equal("first", run.Tags[MlTags.RunName]);
            Assert.Equal("text", run.Description);
            Assert.Equal("v", run.Tags["k"]);
            Assert.Empty(run.Metrics);
            Assert.Empty(run.Params);
            Assert.Empty(run.Inputs);
        }
    }

    [Fact]
    public void ConnectionsCanBeClosedInBetween()
    {
        MlRun run = NewRun();
        Client.CloseIdle();
        Client.LogMetric(run.RunId, "m", 1, cancellationToken: Token);
        Client.CloseIdle();
        Client.CloseIdle();
        Assert.Equal(1, Reload(run).Metrics["m"]);
    }

    [Fact]
    public void NameIsDrawnOrTakenFromTheTag()
    {
        Assert.Matches("^[a-z]+-[a-z]+-[0-9]+$", NewRun().Name);
        Assert.Matches(
            "^[a-z]+-[a-z]+-[0-9]+$", Client.CreateRun(new NewRun("0") { Name = "" }, cancellationToken: Token).Name);
        MlRun tagged = Client.CreateRun(new NewRun("0") { Tags = [new(MlTags.RunName, "byTag")] }, cancellationToken: Token);
        Assert.Equal("byTag", Reload(tagged).Name);
        Fails(
            MlErrorCode.InvalidParameterValue, MlEntity.Value,
            () => Client.CreateRun(new NewRun("0") { Name = "a", Tags = [new(MlTags.RunName, "b")] }, cancellationToken: Token));
        Fails(
            MlErrorCode.InvalidParameterValue, MlEntity.Value,
            () => Client.CreateRun(
                new NewRun("0") { Description = "a", Tags = [new(MlTags.Description, "b")] }, cancellationToken: Token));
    }

    [Fact]
    public void RenamingSetsTheTagAndTheTagRenames()
    {
        MlRun run = NewRun();
        Client.UpdateRun(run.RunId, new RunUpdate { Name = "second" }, cancellationToken: Token);
        Assert.Equal(("second", "second"), (Reload(run).Name, Reload(run).Tags[MlTags.RunName]));
        Client.SetTag(run.RunId, MlTags.RunName, "third", Token);
        Assert.Equal(("third", "third"), (Reload(run).Name, Reload(run).Tags[MlTags.RunName]));
        Client.DeleteRunTag(run.RunId, MlTags.RunName, Token);
        Assert.Equal("third", Reload(run).Name);
        Assert.False(Reload(run).Tags.ContainsKey(MlTags.RunName));
    }

    [Fact]
    public void EndedRunMayBeEndedAgainAndLoggedTo()
    {
        MlRun run = NewRun();
        Client.EndRun(run.RunId, MlRunStatus.Failed, 2_000, Token);
        Assert.Equal((MlRunStatus.Failed, 2_000), (Reload(run).Status, Reload(run).EndTime!.Value.ToUnixTimeMilliseconds()));
        Client.LogMetric(run.RunId, "m", 1, cancellationToken: Token);
        Client.LogParam(run.RunId, "p", "1", Token);
        Client.SetTag(run.RunId, "t", "1", Token);
        Client.EndRun(run.RunId, MlRunStatus.Killed, 3_000, Token);
        MlRun read = Reload(run);
        Assert.Equal((MlRunStatus.Killed, 3_000), (read.Status, read.EndTime!.Value.ToUnixTimeMilliseconds()));
        Assert.Equal(run.Name, read.Name);
    }

    [Theory]
    [InlineData(MlRunStatus.Running)]
    [InlineData(MlRunStatus.Scheduled)]
    [InlineData(MlRunStatus.Finished)]
    [InlineData(MlRunStatus.Failed)]
    [InlineData(MlRunStatus.Killed)]
    public void EveryStatusIsKept(MlRunStatus status)
    {
        MlRun run = NewRun();
        Client.UpdateRun(run.RunId, new RunUpdate { Status = status }, cancellationToken: Token);
        Assert.Equal((status, (DateTimeOffset?)null), (Reload(run).Status, Reload(run).EndTime));
    }

    [Fact]
    public void NestedRunNamesItsParent()
    {
        MlRun parent = NewRun();
        string other = NewExperiment().ExperimentId;
        MlRun child = Client.CreateRun(new NewRun(other) { ParentRunId = parent.RunId }, cancellationToken: Token);
        Assert.Equal(parent.RunId, Reload(child).ParentRunId);
        Fails(
            MlErrorCode.ResourceDoesNotExist, MlEntity.Run,
            () => Client.CreateRun(new NewRun("0") { ParentRunId = new string('0', 32) }, cancellationToken: Token));
        Client.DeleteRun(parent.RunId, Token);
        Fails(
            MlErrorCode.InvalidParameterValue, MlEntity.Run,
            () => Client.CreateRun(new NewRun("0") { ParentRunId = parent.RunId }, cancellationToken: Token));
    }

    [Fact]
    public void DeletedRunRefusesEveryWrite()
    {
        MlRun run = NewRun();
        Client.SetTag(run.RunId, "t", "1", Token);
        Client.LogMetric(run.RunId, "m", 1, cancellationToken: Token);
        Client.DeleteRun(run.RunId, Token);
        Action[] writes =
        [
            () => Client.LogMetric(run.RunId, "m", 2, cancellationToken: Token),
            () => Client.LogParam(run.RunId, "p", "1", Token),
            () => Client.SetTag(run.RunId, "t", "2", Token),
            () => Client.DeleteRunTag(run.RunId, "t", Token),
            () => Client.EndRun(run.RunId, cancellationToken: Token),
            () => Client.UpdateRun(run.RunId, new RunUpdate { Name = "x" }, cancellationToken: Token),
        ];
        foreach (Action write in writes)
        {
            MlException failure = Fails(MlErrorCode.InvalidParameterValue, MlEntity.Run, write);
            Assert.Contains("must be in the active state", failure.Message, StringComparison.Ordinal);
        }

        MlRun read = Reload(run);
        Assert.Equal((MlLifecycleStage.Deleted, "1", 1.0), (read.LifecycleStage, read.Tags["t"], read.Metrics["m"]));
        Assert.Single(History(run));
    }

    [Fact]
    public void DeletingAndRestoringARunMayBeRepeated()
    {
        MlRun run = NewRun();
        Client.RestoreRun(run.RunId, Token);
        Client.DeleteRun(run.RunId, Token);
        Client.DeleteRun(run.RunId, Token);
        Assert.Equal(MlLifecycleStage.Deleted, Reload(run).LifecycleStage);
        Client.RestoreRun(run.RunId, Token);
        Client.RestoreRun(run.RunId, Token);
        Assert.Equal(MlLifecycleStage.Active, Reload(run).LifecycleStage);
        Client.LogMetric(run.RunId, "m", 1, cancellationToken: Token);
    }

    [Fact]
    public void MissingRunIsNotFound()
    {
        string id = new('a', 32);
        Action[] calls =
        [
            () => Client.GetRun(id, Token),
            () => Client.LogMetric(id, "m", 2, cancellationToken: Token),
            () => Client.LogParam(id, "p", "1", Token),
            () => Client.SetTag(id, "t", "2", Token),
            () => Client.DeleteRunTag(id, "t", Token),
            () => Client.EndRun(id, cancellationToken: Token),
            () => Client.DeleteRun(id, Token),
            () => Client.RestoreRun(id, Token),
            () => Assert.Empty(Client.GetMetricHistory(id, null, Token)),
            () => Assert.Empty(Client.GetMetricHistory(id, ["m"], Token)),
        ];
        foreach (Action call in calls)
        {
            Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Run, call);
        }

        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Id, () => Client.GetRun("no id!", Token));
    }

    [Fact]
    public void UpdateIsAllOrNothing()
    {
        MlRun run = NewRun();
        Client.UpdateRun(
            run.RunId,
            new RunUpdate { Name = "n", Status = MlRunStatus.Finished, EndTime = 5_000, Description = "d", Tags = [new("a", "1")] },
            cancellationToken: Token);
        MlRun read = Reload(run);
        Assert.Equal(("n", MlRunStatus.Finished, "d", "1"), (read.Name, read.Status, read.Description, read.Tags["a"]));
        Assert.Equal(5_000, read.EndTime!.Value.ToUnixTimeMilliseconds());
        Fails(
            MlErrorCode.InvalidParameterValue, MlEntity.Name,
            () => Client.UpdateRun(run.RunId, new RunUpdate { Name = "x", Tags = [new("bad\n", "1")] }, cancellationToken: Token));
        Assert.Equal("n", Reload(run).Name);
    }
}
