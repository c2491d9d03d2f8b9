namespace MlTrack.Stores.Tests.Artifacts;

public sealed class ArtifactUrisTests
{
    private static readonly ArtifactStoreOptions s_options = new() { BaseFolder = OperatingSystem.IsWindows() ? @"C:\base" : "/base" };

    [Theory]
    [InlineData("runs:/abc/model", true)]
    [InlineData("models:/name/1", true)]
    [InlineData("file:x", true)]
    [InlineData("FILE:///x", true)]
    [InlineData("s3://bucket/x", true)]
    [InlineData("foo+bar://x", true)]
    [InlineData("mlflow-artifacts:/x", true)]
    [InlineData("a/b", false)]
    [InlineData("a:b.txt", false)]
    [InlineData("step:10/x", false)]
    [InlineData("C:/x", false)]
    [InlineData(@"C:\x", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a/s3://x", false)]
    public void A_uri_is_told_from_an_artifact_path(string? text, bool expected) => Assert.Equal(expected, ArtifactUris.IsUri(text));

    [Theory]
    [InlineData("/srv/a b/100%/#1?x", "/srv/a b/100%/#1?x")]
    [InlineData("./mlruns/0/abc/artifacts", "/base/mlruns/0/abc/artifacts")]
    [InlineData("mlruns", "/base/mlruns")]
    [InlineData("../x", "/x")]
    [InlineData("/srv/x/", "/srv/x")]
    [InlineData("file:///srv/a%20b/%23%25", "/srv/a b/#%")]
    [InlineData("file:/srv/x", "/srv/x")]
    [InlineData("file://localhost/srv/x", "/srv/x")]
    [InlineData("file:rel/x", "/base/rel/x")]
    [InlineData("file:./rel", "/base/rel")]
    [InlineData("FILE:///srv/x", "/srv/x")]
    [InlineData("file:///srv/x?query#fragment", "/srv/x")]
    [InlineData("file:///srv/%E6%97%A5", "/srv/日")]
    public void Local_forms_name_folders(string uri, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "paths of Linux and macOS");
        using LocalArtifactStore store = new(uri, s_options);
        Assert.Equal(expected, store.Folder);
        Assert.Equal(uri.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? uri : expected, store.Uri);
    }

    [Theory]
    [InlineData(@"C:\x", @"C:\x")]
    [InlineData("C:/x", @"C:\x")]
    [InlineData("file:///C:/x/a%20b", @"C:\x\a b")]
    [InlineData("file:C:/x", @"C:\x")]
    [InlineData("file://server/share/x", @"\\server\share\x")]
    [InlineData(@"\\server\share\x", @"\\server\share\x")]
    public void Local_forms_name_folders_on_windows(string uri, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "paths of Windows");
        using LocalArtifactStore store = new(uri, s_options);
        Assert.Equal(expected, store.Folder);
    }

    [Theory]
    [InlineData("")]
    [InlineData("file:")]
    [InlineData("file://")]
    [InlineData("file:///a%00b")]
    [InlineData("/a\0b")]
    [InlineData("runs:/abc/x")]
    [InlineData("models:/m/1")]
    public void What_is_no_root_is_an_invalid_uri(string uri) => Fails(MlErrorCode.InvalidParameterValue, uri);

    [Theory]
    [InlineData("C:/x")]
    [InlineData(@"C:\x")]
    [InlineData("file:///C:/x")]
    [InlineData("file://server/share")]
    public void Places_on_windows_are_invalid_elsewhere(string uri)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "valid on Windows");
        Fails(MlErrorCode.InvalidParameterValue, uri);
    }

    [Theory]
    [InlineData("mlflow-artifacts:/x", "mlflow-artifacts")]
    [InlineData("dbfs:/x", "dbfs")]
    [InlineData("http://host/x", "http")]
    [InlineData("gs://bucket/x", "gs")]
    [InlineData("foo://x", "foo")]
    public void Other_schemes_are_not_supported_by_name(string uri, string scheme) =>
        Assert.Contains(scheme + ":", Fails(MlErrorCode.NotImplemented, uri).Message, StringComparison.Ordinal);

    [Fact]
    public void No_message_shows_a_secret()
    {
        string[] uris =
            ["https://user:hunter2@host/x", "https://host/x?sig=hunter2", "foo://a:hunter2@b"];
        foreach (string uri in uris)
        {
            MlException error = Fails(MlErrorCode.NotImplemented, uri);
            Assert.DoesNotContain("hunter2", error.Message + error.Target, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("runs:/abc", "abc", "")]
    [InlineData("runs:/abc/", "abc", "")]
    [InlineData("runs:/abc/model/MLmodel", "abc", "model/MLmodel")]
    [InlineData("runs:/abc/model/", "abc", "model")]
    [InlineData("runs:///abc/a b#%", "abc", "a b#%")]
    public void Runs_uris_name_a_run_and_a_path(string uri, string runId, string path) =>
        Assert.Equal((runId, path), ArtifactUris.ParseRun(uri));

    [Theory]
    [InlineData("runs:", MlEntity.Uri)]
    [InlineData("runs:/", MlEntity.Uri)]
    [InlineData("runs:abc", MlEntity.Uri)]
    [InlineData("runs://abc/x", MlEntity.Uri)]
    [InlineData("runs:/a b/x", MlEntity.Id)]
    [InlineData("runs:/../x", MlEntity.Id)]
    [InlineData("runs:/abc/../x", MlEntity.Name)]
    [InlineData("runs:/abc//x", MlEntity.Name)]
    public void Malformed_runs_uris_are_refused(string uri, MlEntity entity)
    {
        MlException error = Assert.Throws<MlException>(() => ArtifactUris.ParseRun(uri));
        Assert.Equal((MlErrorCode.InvalidParameterValue, entity), (error.ErrorCode, error.Entity));
    }

    [Theory]
    [InlineData("/srv/x", "a b/c#%", "/srv/x/a b/c#%")]
    [InlineData("file:///srv/x", "a b/c#%", "file:///srv/x/a%20b/c%23%25")]
    [InlineData("file:///srv/x/", "a", "file:///srv/x/a")]
    [InlineData("/", "a", "/a")]
    public void A_path_below_a_root_has_a_uri(string root, string path, string expected)
    {
        Assert.Equal(expected, ArtifactUris.Append(root, path));
        Assert.Equal(root, ArtifactUris.Append(root, ""));
    }

    [Fact]
    public void What_MLflow_wrote_to_a_plain_path_with_an_escape_is_found()
    {
        using TempFolder temp = new();
        temp.Write("a b/file");
        using LocalArtifactStore decoded = new(temp["a%20b"]);
        Assert.Single(decoded.List("", TestContext.Current.CancellationToken));
        temp.MakeFolder("a%20b");
        using LocalArtifactStore literal = new(temp["a%20b"]);
        Assert.Empty(literal.List("", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("CON", true)]
    [InlineData("con.txt", true)]
    [InlineData("com1", true)]
    [InlineData("a:b", true)]
    [InlineData("a ", true)]
    [InlineData("a.", true)]
    [InlineData("a?", true)]
    [InlineData("console", false)]
    [InlineData(".a", false)]
    public void Names_that_windows_cannot_have_are_known(string name, bool impossible) =>
        Assert.Equal(impossible, LocalNames.IsImpossible(name));

    private static MlException Fails(MlErrorCode code, string uri)
    {
        MlException error = Assert.Throws<MlException>(() => ArtifactStores.Open(uri, s_options));
        Assert.Equal((code, MlEntity.Uri), (error.ErrorCode, error.Entity));
        Assert.DoesNotContain('\n', error.Message);
        return error;
    }
}
