namespace MlTrack.Stores.Tests.Rest;

/// <summary>Others register versions of the same model at the same time: what a server then refuses is tried again if nothing was made.</summary>
public sealed class RegistrationRaceTests : RestTest
{
    private const string Model = """{"registered_model":{"name":"churn"}}""";
    private const string Version = """{"model_version":{"name":"churn","version":"4"}}""";
    private const string Found = """{"model_versions":[{"name":"churn","version":"4"}]}""";

    private readonly RawServer _server = new();

    public override void Dispose()
    {
        _server.Dispose();
        base.Dispose();
    }

    [Theory]
    [InlineData("404 NOT FOUND", "RESOURCE_DOES_NOT_EXIST")]
    [InlineData("500 INTERNAL SERVER ERROR", "INTERNAL_ERROR")]
    public void A_version_that_was_not_made_is_made_again(string status, string code)
    {
        _server.Answer(RawServer.Ok("3.17.2")).Answer(Refusal(status, code)).Answer(RawServer.Ok(Model)).Answer(RawServer.Ok("{}"))
            .Answer(RawServer.Ok(Version));
        Assert.Equal(4, Register());
        Assert.Equal(
            ["model-versions/create", "registered-models/get", "model-versions/search", "model-versions/create"], Asked);
        Assert.Equal(_server.Requests.ElementAt(1), _server.Requests.Last());
    }

    [Fact]
    public void A_version_that_was_made_in_spite_of_the_refusal_is_it()
    {
        _server.Answer(RawServer.Ok("3.17.2")).Answer(Refusal("500 INTERNAL SERVER ERROR", "INTERNAL_ERROR")).Answer(RawServer.Ok(Model))
            .Answer(RawServer.Ok(Found)).Answer(RawServer.Ok(Model));
        Assert.Equal(4, Register());
    }

    [Fact]
    public void A_refusal_that_stays_is_told()
    {
        _server.Answer(RawServer.Ok("3.17.2"));
        for (int i = 0; i < 6; i++)
        {
            _server.Answer(Refusal("500 INTERNAL SERVER ERROR", "INTERNAL_ERROR")).Answer(RawServer.Ok(Model)).Answer(RawServer.Ok("{}"));
        }

        Fails(MlErrorCode.InternalError, MlEntity.None, () => Register());
        Assert.Equal(6, Asked.Count(path => path == "model-versions/create"));
    }

    [Fact]
    public void Another_refusal_is_final()
    {
        _server.Answer(RawServer.Ok("3.17.2")).Answer(Refusal("400 BAD REQUEST", "INVALID_PARAMETER_VALUE")).Answer(RawServer.Ok(Model));
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.None, () => Register());
    }

    private IEnumerable<string> Asked => _server.Requests.Skip(1)
        .Select(request => request.Split(' ')[1].Split('?')[0].Replace("/api/2.0/mlflow/", "", StringComparison.Ordinal));

    private int Register() => Connect(_server.Uri).CreateModelVersion(new NewModelVersion("churn", "s3://b/m"), Token).Version;

    private static string Refusal(string status, string code) =>
        RawServer.Ok($$"""{"error_code":"{{code}}","message":"no"}""").Replace("200 OK", status, StringComparison.Ordinal);
}
