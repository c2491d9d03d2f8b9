using MlTrack.Stores.Rest;

namespace MlTrack.Stores.Tests.Rest;

/// <summary>What follows from a server's version. Where it isn't known, nothing is refused that the server may take.</summary>
public class ServerVersionTests
{
    private const int Unknown = int.MaxValue;

    [Theory]
    [InlineData("2.14.0", 5000, 5000, 5000, false)]
    [InlineData("2.22.5", 8000, 5000, 5000, false)]
    [InlineData("3.0.0rc1", 8000, Unknown, Unknown, true)]
    [InlineData("3.17.2", 8000, 20_000, 100_000, true)]
    [InlineData("3.18.0", 8000, Unknown, Unknown, true)]
    [InlineData("4.0", 8000, Unknown, Unknown, true)]
    [InlineData("<html>", 8000, Unknown, Unknown, false)]
    [InlineData(null, 8000, Unknown, Unknown, false)]
    public void Limits_are_those_of_the_version(string? version, int runTag, int experimentTag, int versionTag, bool loggedModels)
    {
        StoreInfo info = ServerVersion.Read(version).Info;
        Assert.Equal(
            (runTag, experimentTag, versionTag, loggedModels),
            (info.RunTagValueLength, info.ExperimentTagValueLength, info.ModelVersionTagValueLength, info.LoggedModels));
    }
}
