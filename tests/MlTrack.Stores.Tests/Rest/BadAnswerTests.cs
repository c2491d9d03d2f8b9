using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using MlTrack.Stores.Tests.Artifacts;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace MlTrack.Stores.Tests.Rest;

/// <summary>Answers that are whole, but not what was asked for: busy servers, proxies, portals, other hosts.</summary>
public sealed class BadAnswerTests : RestTest
{
    private const string Html = "<!doctype html><html><title>Sign in</title><body>Welcome to Hotel Wi-Fi</body></html>";

    private readonly WireMockServer _server = WireMockServer.Start();

    private int Count => _server.LogEntries.Count;

    public override void Dispose()
    {
        _server.Stop();
        _server.Dispose();
        base.Dispose();
    }

    [Theory]
    [InlineData(408, "")]
    [InlineData(429, "slow down")]
    [InlineData(500, Html)]
    [InlineData(500, "")]
    [InlineData(502, Html)]
    [InlineData(503, """{"error_code":"TEMPORARILY_UNAVAILABLE","message":"later"}""")]
    [InlineData(504, Html)]
    public void A_busy_server_is_asked_again(int status, string body)
    {
        First(2, Response.Create().WithStatusCode(status).WithBody(body));
        Assert.Equal("n", Connect(_server.Url!).GetRun("a1", Token).Name);
        Assert.Equal(3, Count);
    }

    [Theory]
    [InlineData(400, """{"error_code":"INVALID_PARAMETER_VALUE","message":"bad c4n4ry-s3cret\nvalue"}""", MlErrorCode.InvalidParameterValue)]
    [InlineData(500, """{"error_code":"INTERNAL_ERROR","message":"oops"}""", MlErrorCode.InternalError)]
    [InlineData(500, """{"error_code":"INVALID_STATE","message":"deleted"}""", MlErrorCode.InvalidState)]
    [InlineData(418, """{"error_code":"SOMETHING_NEW","message":"x"}""", MlErrorCode.BadRequest)]
    [InlineData(401, "You are not authenticated.", MlErrorCode.Unauthenticated)]
    [InlineData(403, "Permission denied", MlErrorCode.PermissionDenied)]
    [InlineData(403, "Invalid Host header - possible DNS rebinding attack detected", MlErrorCode.PermissionDenied)]
    [InlineData(404, Html, MlErrorCode.NotImplemented)]
    [InlineData(405, Html, MlErrorCode.NotImplemented)]
    [InlineData(413, Html, MlErrorCode.BadRequest)]
    [InlineData(503, "Endpoint: /x disabled due to the mlflow server running with `--no-serve-artifacts`. To enable", MlErrorCode.NotImplemented)]
    public void A_refusal_is_final(int status, string body, MlErrorCode code)
    {
        Always(Response.Create().WithStatusCode(status).WithBody(body));
        MlException failure = Fails(code, MlEntity.None, () => Connect(_server.Url!).GetRun("a1", Token));
        Assert.DoesNotContain("Hotel", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, Count);
    }

    [Fact]
    public void A_storm_of_429_is_weathered_as_slowly_as_the_server_asks()
    {
        First(2, Response.Create().WithStatusCode(429).WithHeader("Retry-After", "1"));
        long start = Stopwatch.GetTimestamp();
        Assert.Equal("n", Connect(_server.Url!).GetRun("a1", Token).Name);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 1.9, 6);
    }

    [Theory]
    [InlineData("2", 2.0)]
    [InlineData("0", null)]
    [InlineData("Wed, 21 Oct 2015 07:28:00 GMT", null)]
    [InlineData("soon", null)]
    public void A_server_that_asks_for_no_wait_gets_the_usual_one(string header, double? seconds)
    {
        using HttpResponseMessage answer = new();
        answer.Headers.TryAddWithoutValidation("Retry-After", header);
        Assert.Equal(seconds, MlTrack.Stores.Rest.RestBody.Read(answer, Token).RetryAfter?.TotalSeconds);
    }

    [Fact]
    public void A_storm_that_does_not_end_is_an_error()
    {
        Always(Response.Create().WithStatusCode(429).WithHeader("Retry-After", "0"));
        Unavailable(() => Connect(_server.Url!, retries: 5).GetRun("a1", Token));
        Assert.Equal(6, Count);
    }

    [Fact]
    public void A_server_that_asks_for_an_hour_gets_no_wait()
    {
        Always(Response.Create().WithStatusCode(503).WithHeader("Retry-After", "3600"));
        MlException failure = Unavailable(() => Connect(_server.Url!).GetRun("a1", Token));
        Assert.Contains("asks to wait 3600 s", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, Count);
    }

    [Fact]
    public void A_web_server_that_takes_no_POST_is_no_server()
    {
        _server.Given(Request.Create().UsingGet()).RespondWith(Response.Create().WithStatusCode(404).WithBody(Html));
        _server.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(501).WithBody(Html));
        MlConnectionStatus status = Connect(_server.Url!).Store.Test(Token);
        Assert.False(status.Success);
        Assert.Contains("is no MLflow server", status.Message, StringComparison.Ordinal);
        Fails(MlErrorCode.InvalidState, MlEntity.Store, () => Connect(_server.Url!).SearchRuns(new RunSearch { ExperimentIds = ["0"] }));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("""{"experiments":3,"experiment":4}""")]
    [InlineData("[]")]
    public void A_program_that_answers_everything_alike_is_no_server(string json)
    {
        Always(Response.Create().WithBody(json));
        MlConnectionStatus status = Connect(_server.Url!).Store.Test(Token);
        Assert.Equal((false, null), (status.Success, status.ServerVersion));
        Assert.Contains("is no MLflow server", status.Message, StringComparison.Ordinal);
        Fails(MlErrorCode.InvalidState, MlEntity.Store, () => Connect(_server.Url!).GetExperiment("0", Token));
        Fails(MlErrorCode.InvalidState, MlEntity.Store, () => Connect(_server.Url!).CreateExperiment(new NewExperiment("x"), Token));
    }

    [Theory]
    [InlineData(200, """{"experiment":{"experiment_id":"0","name":"Default"}}""")]
    [InlineData(404, """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"No Experiment with id=0 exists"}""")]
    public void A_server_without_experiments_that_tells_no_version_is_one(int status, string json)
    {
        _server.Given(Request.Create().UsingGet().WithPath("/version")).RespondWith(Response.Create().WithStatusCode(404));
        _server.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithBody("{}"));
        _server.Given(Request.Create().UsingGet().WithPath("/api/2.0/mlflow/experiments/get"))
            .RespondWith(Response.Create().WithStatusCode(status).WithBody(json));
        Assert.True(Connect(_server.Url!).Store.Test(Token).Success);
    }

    [Fact]
    public void Null_means_empty_wherever_it_stands()
    {
        const string Nulls =
            """{"run":{"info":{"run_id":"a1","run_name":null,"start_time":null,"status":null},"data":{"metrics":[{"key":null,"value":null,"timestamp":null,"step":null},{"key":"m","value":"1.5"}],"params":[{"key":"p","value":null}],"tags":null},"inputs":null}}""";
        Always(Response.Create().WithBody(Nulls));
        MlRun run = Connect(_server.Url!).GetRun("a1", Token);
        Assert.Equal(("", null, 0.0, 1.5, ""), (run.Name, run.StartTime, run.Metrics[""], run.Metrics["m"], run.Params["p"]));
    }

    [Fact]
    public void A_listed_file_without_a_name_is_an_error_of_its_own()
    {
        const string Files = """{"files":[{"path":null},{"is_dir":false},{"path":"ok.txt","file_size":null}]}""";
        _server.Given(Request.Create().UsingGet().WithPath("/api/2.0/mlflow-artifacts/artifacts")).RespondWith(Response.Create().WithBody(Files));
        _server.Given(Request.Create().UsingGet().WithPath("/api/2.0/mlflow/runs/get")).RespondWith(Response.Create().WithBody(RunJson));
        _server.Given(Request.Create().UsingGet().WithPath("/version")).RespondWith(Response.Create().WithBody("3.17.2"));
        _server.Given(Request.Create().UsingGet().WithPath("/api/2.0/mlflow-artifacts/artifacts/0/a1/artifacts/ok.txt"))
            .RespondWith(Response.Create().WithBody(""));
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            List<MlException> errors = [];
            using MlArtifactFolder artifacts = new MlArtifacts(Connect(_server.Url!)).Open("a1", cancellationToken: Token);
            artifacts.Download("", folder, new ArtifactTransfer { OnError = errors.Add }, Token);
            Assert.All(errors, error => Assert.Equal(MlErrorCode.InvalidParameterValue, error.ErrorCode));
            Assert.Equal(2, errors.Count);
            Assert.Equal(["ok.txt"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_port_for_TLS_that_says_so_is_understood()
    {
        Always(Response.Create().WithStatusCode(400).WithBody("<html><h1>400</h1>The plain HTTP request was sent to HTTPS port</html>"));
        MlException failure = Fails(MlErrorCode.InvalidState, MlEntity.Store, () => Connect(_server.Url!).GetRun("a1", Token));
        Assert.Contains("https://", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_ends_the_wait_between_two_attempts()
    {
        Always(Response.Create().WithStatusCode(503).WithHeader("Retry-After", "30"));
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(300));
        long start = Stopwatch.GetTimestamp();
        Assert.ThrowsAny<OperationCanceledException>(() => Connect(_server.Url!).GetRun("a1", stop.Token));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0.2, 3);
    }

    [Fact]
    public void A_portal_that_answers_everything_with_its_page_is_no_server()
    {
        Always(Response.Create().WithStatusCode(200).WithHeader("Content-Type", "text/html").WithBody(Html));
        MlException failure = Fails(MlErrorCode.InvalidState, MlEntity.Store, () => Connect(_server.Url!).GetRun("a1", Token));
        Assert.Contains("is no MLflow server", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Hotel", failure.Message, StringComparison.Ordinal);
        MlConnectionStatus status = Connect(_server.Url!).Store.Test(Token);
        Assert.Equal((false, null), (status.Success, status.ServerVersion));
        Assert.Contains("is no MLflow server", status.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public void Another_host_never_gets_a_request(int status)
    {
        using WireMockServer other = WireMockServer.Start();
        Always(Response.Create().WithStatusCode(status).WithHeader("Location", other.Url + "/api/2.0/mlflow/runs/get?token=x"));
        MlException failure = Fails(MlErrorCode.InvalidState, MlEntity.Store, () => Connect(_server.Url!).GetRun("a1", Token));
        Assert.Contains(other.Url!, failure.Message, StringComparison.Ordinal);
        Assert.Empty(other.LogEntries);
        Assert.Equal(1, Count);
    }

    [Fact]
    public void A_redirect_of_the_same_host_is_followed_with_body_and_credentials()
    {
        _server.Given(Request.Create().WithPath("/api/2.0/mlflow/runs/log-batch"))
            .RespondWith(Response.Create().WithStatusCode(308).WithHeader("Location", "/moved/here"));
        _server.Given(Request.Create().WithPath("/moved/here").UsingPost().WithHeader("Authorization", "Bearer " + Secret))
            .RespondWith(Response.Create().WithBody("{}"));
        Connect(_server.Url!).LogMetric("a1", "m", 0.5, cancellationToken: Token);
        Assert.Contains("0.5", _server.LogEntries[^1].RequestMessage!.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_redirect_in_a_circle_is_an_error()
    {
        Always(Response.Create().WithStatusCode(302).WithHeader("Location", "/x"));
        Fails(MlErrorCode.InvalidState, MlEntity.Store, () => Connect(_server.Url!).GetRun("a1", Token));
        Assert.InRange(Count, 2, 10);
    }

    [Fact]
    public void A_compressed_answer_is_read()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionMode.Compress))
        {
            gzip.Write(Encoding.UTF8.GetBytes(RunJson));
        }

        Always(Response.Create().WithHeader("Content-Encoding", "gzip").WithBody(packed.ToArray()));
        Assert.Equal("n", Connect(_server.Url!).GetRun("a1", Token).Name);
    }

    [Fact]
    public void A_base_path_is_kept()
    {
        _server.Given(Request.Create().WithPath("/team/mlflow/api/2.0/mlflow/runs/get").WithParam("run_id", "a1").UsingGet())
            .RespondWith(Response.Create().WithBody(RunJson));
        Assert.Equal("n", Connect(_server.Url + "/team/mlflow/").GetRun("a1", Token).Name);
    }

    [Fact]
    public void Numbers_are_read_in_every_form()
    {
        const string Run =
            """
            {"run":{"info":{"run_id":"a1","experiment_id":7,"start_time":"1795446501149","end_time":1.795446501149E12,"status":"FINISHED"},
             "data":{"metrics":[{"key":"a","value":NaN,"step":"3"},{"key":"b","value":"NaN"},{"key":"c","value":-Infinity},
             {"key":"d","value":"Infinity"},{"key":"e","value":"1.5"},{"key":"NaN: \"NaN","value":2,"timestamp":"5"},{"key":"f"}],
             "params":null,"unknown":[{"x":NaN}]}}}
            """;
        Always(Response.Create().WithBody(Run));
        MlRun run = Connect(_server.Url!).GetRun("a1", Token);
        Assert.Equal(("7", 1795446501149, 1795446501149), (run.ExperimentId, run.StartTime!.Value.ToUnixTimeMilliseconds(), run.EndTime!.Value.ToUnixTimeMilliseconds()));
        Assert.Equal(
            [double.NaN, double.NaN, double.NegativeInfinity, double.PositiveInfinity, 1.5, 2.0, 0.0],
            run.Metrics.Values);
        Assert.Contains("NaN: \"NaN", run.Metrics.Keys);
        Assert.Empty(run.Params);
    }

    [Fact]
    public void Filters_go_as_they_are_and_a_refusal_is_explained()
    {
        _server.Given(Request.Create().WithPath("/api/2.0/mlflow/runs/search")).RespondWith(
            Response.Create().WithStatusCode(400).WithBody("""{"error_code":"INVALID_PARAMETER_VALUE","message":"Invalid clause(s)"}"""));
        MlClient client = Connect(_server.Url!);
        const string Odd = "  metrics.m   >  é ";
        MlFilterException failure = Assert.Throws<MlFilterException>(
            () => client.SearchRuns(new RunSearch { ExperimentIds = ["0"], Filter = Odd }, cancellationToken: Token));
        Assert.Equal(Odd.IndexOf('é', StringComparison.Ordinal), failure.Position);
        Assert.Contains(Odd, _server.LogEntries[^1].RequestMessage!.Body, StringComparison.Ordinal);
        MlException unknown = Assert.ThrowsAny<MlException>(
            () => client.SearchRuns(new RunSearch { ExperimentIds = ["0"], Filter = "metrics.m > 1" }, cancellationToken: Token));
        Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Filter), (unknown.ErrorCode, unknown.Entity));
        Assert.Contains("Invalid clause(s)", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer c4n4ry-s3cret")]
    [InlineData("Basic dXNlcjpjNG40cnktczNjcmV0")]
    public void Credentials_go_into_the_header_alone(string header)
    {
        Always(Response.Create().WithStatusCode(401).WithBody("You sent " + header + " c4n4ry-s3cret"));
        MlServerCredential credential = header[1] == 'e' ? MlServerCredential.Bearer(Secret) : MlServerCredential.Basic("user", Secret);
        MlClient client = Connect(_server.Url!, credential: credential);
        MlException failure = Fails(MlErrorCode.Unauthenticated, MlEntity.None, () => client.GetRun("a1", Token));
        Assert.Equal(header, _server.LogEntries[^1].RequestMessage!.Headers!["Authorization"].Single());
        Assert.DoesNotContain(Secret, credential.ToString() + failure.Target + client.Store.Uri + client.Store.Key, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, new MlStoreOptions { Server = new MlServerOptions { Credential = credential } }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_portal_stores_nothing_and_its_page_is_no_artifact()
    {
        using MlArtifactFolder folder = Open(Response.Create().WithHeader("Content-Type", "text/html; charset=utf-8").WithBody(Html));
        using TempFolder place = new();
        Fails(MlErrorCode.InvalidState, MlEntity.Store, () => folder.LogText("new.txt", "text", Token));
        Fails(MlErrorCode.InvalidState, MlEntity.Store, () => folder.Download("a.txt", place.FullPath, null, Token));
        Assert.Empty(place.Files());
    }

    [Fact]
    public void What_has_another_size_than_it_is_listed_with_is_not_saved()
    {
        using MlArtifactFolder folder = Open(Response.Create().WithBody("eleven char"));
        using TempFolder place = new();
        Fails(MlErrorCode.TemporarilyUnavailable, MlEntity.Artifact, () => folder.Download("a.txt", place.FullPath, null, Token));
        Assert.Empty(place.Files());
    }

    [Theory]
    [InlineData("models:/m/1", MlErrorCode.InvalidState, MlEntity.ModelVersion)]
    [InlineData("/etc", MlErrorCode.PermissionDenied, MlEntity.Uri)]
    [InlineData("file:///etc", MlErrorCode.PermissionDenied, MlEntity.Uri)]
    public void A_version_that_leads_nowhere_or_into_this_machine_is_not_followed(string source, MlErrorCode code, MlEntity entity)
    {
        _server.Given(Request.Create().WithPath("/api/2.0/mlflow/model-versions/get-download-uri"))
            .RespondWith(Response.Create().WithBody($$"""{"artifact_uri":"{{source}}"}"""));
        Always(Response.Create().WithBody(
            $$"""{"model_version": {"name":"m","version":"1","creation_timestamp":1,"current_stage":"None","source":"{{source}}","status":"READY"} }"""));
        using TempFolder place = new();
        using MlClient local = MlStore.Connect("sqlite://", new MlStoreOptions { RegistryUri = _server.Url });
        foreach (MlClient client in new[] { Connect(_server.Url!), local })
        {
            MlModels models = new(client);
            MlModelVersion version = client.GetModelVersion("m", 1, Token);
            Fails(code, entity, () => models.Save(version, place.FullPath, null, Token));
            Fails(code, entity, () => new MlArtifacts(client).OpenUri("models:/m/1", Token));
        }

        Assert.Empty(place.Files());
        Assert.InRange(Count, 1, 150);
    }

    // The artifacts of a run, with a.txt of 12 bytes among them; whatever is sent or fetched gets the answer.
    private MlArtifactFolder Open(IResponseBuilder answer)
    {
        _server.Given(Request.Create().WithPath("/api/2.0/mlflow/runs/get")).RespondWith(Response.Create().WithBody(RunJson));
        _server.Given(Request.Create().WithPath("/version")).RespondWith(Response.Create().WithBody("3.17.2"));
        _server.Given(Request.Create().WithPath("/api/2.0/mlflow-artifacts/artifacts"))
            .RespondWith(Response.Create().WithBody("""{"files":[{"path":"a.txt","is_dir":false,"file_size":12}]}"""));
        _server.Given(Request.Create().WithPath("/api/2.0/mlflow-artifacts/artifacts/*")).RespondWith(answer);
        MlClient client = Connect(_server.Url!);
        return new MlArtifacts(client).Open(client.GetRun("a1", Token));
    }

    private void Always(IResponseBuilder response) => _server.Given(Request.Create()).RespondWith(response);

    private void First(int count, IResponseBuilder response)
    {
        _server.Given(Request.Create()).InScenario("s").WillSetStateTo("over", count).RespondWith(response);
        _server.Given(Request.Create()).InScenario("s").WhenStateIs("over").RespondWith(Response.Create().WithBody(RunJson));
    }
}
