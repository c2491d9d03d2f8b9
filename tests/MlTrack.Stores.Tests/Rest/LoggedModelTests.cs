namespace MlTrack.Stores.Tests.Rest;

/// <summary>Logged models on a server whose answers get lost: nothing is made twice.</summary>
public sealed class LoggedModelTests : RestTest
{
    private const string Model =
        """{"info":{"model_id":"m-1","name":"model","artifact_uri":"mlflow-artifacts:/0/models/m-1/artifacts","source_run_id":"a1"}}""";

    private static readonly LoggedModel s_model = new("m-1", "model", "mlflow-artifacts:/0/models/m-1/artifacts") { SourceRunId = "a1" };

    private readonly RawServer _server = new();

    public override void Dispose()
    {
        _server.Dispose();
        base.Dispose();
    }

    [Fact]
    public void A_model_whose_answer_was_lost_is_looked_for()
    {
        _server.Answer(RawServer.Ok(RunJson)).Answer("").Answer(RawServer.Ok("{\"models\":[" + Model + "]}"));
        Assert.Equal(s_model, Models.CreateLoggedModel("a1", "model", Token) with { Tags = s_model.Tags });
        Assert.Equal(["runs/get", "logged-models", "logged-models/search"], Asked);
        string id = _server.Requests.ElementAt(1).Split("\"mltrack.requestId\",\"value\":\"")[1][..32];
        Assert.Contains($"tags.`mltrack.requestId` = '{id}'", _server.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_whose_answer_was_lost_is_looked_for_at_the_run()
    {
        string with = RunJson.Replace("\"data\":{}", """ "outputs":{"model_outputs":[{"model_id":"m-1","step":0}]} """, StringComparison.Ordinal);
        _server.Answer("").Answer(RawServer.Ok(with)).Answer(RawServer.Ok("{}"));
        Models.FinishLoggedModel(s_model, isReady: true, Token);
        Assert.Equal(["runs/outputs", "runs/get", "logged-models/m-1"], Asked);
        Assert.Contains("LOGGED_MODEL_READY", _server.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_never_arrived_is_sent_again()
    {
        _server.Answer("").Answer(RawServer.Ok(RunJson)).Answer(RawServer.Ok("{}")).Answer(RawServer.Ok("{}"));
        Models.FinishLoggedModel(s_model, isReady: true, Token);
        Assert.Equal(["runs/outputs", "runs/get", "runs/outputs", "logged-models/m-1"], Asked);
    }

    [Fact]
    public void A_model_that_failed_is_no_output()
    {
        _server.Answer(RawServer.Ok("{}"));
        Models.FinishLoggedModel(s_model, isReady: false, Token);
        Assert.Contains("LOGGED_MODEL_UPLOAD_FAILED", Assert.Single(_server.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report.html")]
    [InlineData("it's")]
    public void Names_that_no_model_can_have_are_not_asked_for(string name)
    {
        Assert.Empty(Models.GetLoggedModels("a1", name, Token));
        Assert.Null(Models.GetLoggedModel("..", Token));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public void The_model_of_the_highest_step_counts_first_then_the_newest()
    {
        string run = RunJson.Replace("\"data\":{}", """ "outputs":{"model_outputs":[{"model_id":"m-1","step":2},{"model_id":"m-2","step":"1"}]} """, StringComparison.Ordinal);
        string Page(string id, int time) => Model.Replace("m-1", id, StringComparison.Ordinal)
            .Replace("{\"info\":{", "{\"info\":{\"creation_timestamp_ms\":" + time + ",", StringComparison.Ordinal);
        _server.Answer(RawServer.Ok(run))
            .Answer(RawServer.Ok("{\"models\":[" + Page("m-2", 9) + "," + Page("m-3", 5) + "],\"next_page_token\":\"t\"}"))
            .Answer(RawServer.Ok("{\"models\":[" + Page("m-4", 6) + "," + Page("m-1", 1) + "]}"));
        Assert.Equal(["m-1", "m-2", "m-4", "m-3"], Models.GetLoggedModels("a1", "model", Token).Select(model => model.ModelId));
        Assert.Contains("\"page_token\":\"t\"", _server.Requests.Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.22.5", "version 2.22.5")]
    [InlineData("<html>", "doesn't tell its version")]
    public void A_server_without_logged_models_is_named_as_such(string version, string words)
    {
        _server.Answer(RawServer.Ok(version));
        MlException failure = Fails(
            MlErrorCode.ResourceDoesNotExist, MlEntity.Model, () => new MlModels(Connect(_server.Uri)).GetInfo("models:/m-1", Token));
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    private ILoggedModelStore Models => (ILoggedModelStore)Connect(_server.Uri).Store;

    private IEnumerable<string> Asked =>
        _server.Requests.Select(request => request.Split(' ')[1].Split('?')[0].Replace("/api/2.0/mlflow/", "", StringComparison.Ordinal));
}
