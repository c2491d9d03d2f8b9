namespace MlTrack.Stores.Tests.Support;

public sealed class MlStoreOptionsTests
{
    [Fact]
    public void TimesThatNoClockCountsFailWhereTheyAreGiven()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Timeout", () => new MlStoreOptions { Timeout = TimeSpan.FromSeconds(-1) });
        Assert.Throws<ArgumentOutOfRangeException>("Timeout", () => new MlStoreOptions { Timeout = TimeSpan.MaxValue });
        Assert.Throws<ArgumentOutOfRangeException>("Timeout", () => new MlServerOptions { Timeout = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>("Timeout", () => new MlServerOptions { Timeout = TimeSpan.FromDays(30) });
        Assert.Throws<ArgumentOutOfRangeException>("MaximumRetryCount", () => new MlServerOptions { MaximumRetryCount = -1 });
        Assert.Equal(TimeSpan.Zero, new MlStoreOptions { Timeout = TimeSpan.Zero }.Timeout);
        Assert.Equal((null, null), (new MlServerOptions().Timeout, new MlServerOptions { MaximumRetryCount = null }.MaximumRetryCount));
    }

    [Fact]
    public void NullIsTheDefault()
    {
        MlStoreOptions options = new() { Server = null!, Client = null! };
        Assert.Equal((new MlServerOptions(), new MlClientOptions()), (options.Server, options.Client));
        Assert.Empty(new RunSearch { OrderBy = null! }.OrderBy);
        Assert.Empty(new NewRun("0") { Tags = null! }.Tags);
    }
}
