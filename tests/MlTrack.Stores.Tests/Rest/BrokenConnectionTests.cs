using System.Diagnostics;
using System.Text;

namespace MlTrack.Stores.Tests.Rest;

/// <summary>Connections that break, and answers that are no answers.</summary>
public sealed class BrokenConnectionTests : RestTest
{
    private readonly RawServer _server = new();

    public static TheoryData<string> Broken =>
    [
        "",
        "HTTP/1.1 200",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + RunJson,
        "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n" + RunJson,
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + "{\"run\":{\"info\":{\"run_id\":\"a1\"",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{\"run\":{\"info\":",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\nno gzip at all",
        "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 100\r\n\r\n<html>",
    ];

    public override void Dispose()
    {
        _server.Dispose();
        base.Dispose();
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_answer_is_asked_for_again(string answer)
    {
        _server.Answer(answer).Answer(answer).Answer(RawServer.Ok(RunJson));
        Assert.Equal("n", Connect(_server.Uri).GetRun("a1", Token).Name);
        Assert.Equal(3, _server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Answers_that_stay_broken_end_in_an_error(string answer)
    {
        _server.Answer(answer).Answer(answer).Answer(answer);
        Unavailable(() => Connect(_server.Uri, retries: 2).GetRun("a1", Token));

        // HttpClient by itself asks again for what has no body, up to three times, where a connection ends without a byte.
        Assert.InRange(_server.Requests.Count, 3, answer.Length == 0 ? 12 : 3);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_run_whose_answer_was_lost_is_looked_for_and_not_made_twice(string answer)
    {
        string page = """{"runs":[""" + RunJson["{\"run\":".Length..^1] + "]}";
        _server.Answer(RawServer.Ok("3.17.2")).Answer(answer).Answer(RawServer.Ok(page)).Answer(RawServer.Ok(page));
        MlRun run = Connect(_server.Uri).CreateRun(new NewRun("0") { Name = "n" }, cancellationToken: Token);
        Assert.Equal("a1", run.RunId);
        string[] requests = [.. _server.Requests];
        Assert.StartsWith("GET /version ", requests[0], StringComparison.Ordinal);
        Assert.StartsWith("POST /api/2.0/mlflow/runs/create ", requests[1], StringComparison.Ordinal);
        Assert.All(requests[2..], request => Assert.StartsWith("POST /api/2.0/mlflow/runs/search ", request, StringComparison.Ordinal));
        string id = requests[1].Split("\"mltrack.requestId\",\"value\":\"")[1][..32];
        Assert.Contains($"tags.`mltrack.requestId` = '{id}'", requests[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_never_arrived_is_made_again()
    {
        _server.Answer(RawServer.Ok("3.17.2")).Answer("").Answer(RawServer.Ok("{}")).Answer(RawServer.Ok(RunJson)).Answer(RawServer.Ok("{}"));
        Assert.Equal("a1", Connect(_server.Uri).CreateRun(new NewRun("0"), cancellationToken: Token).RunId);
        Assert.Equal(
            ["/version", "runs/create", "runs/search", "runs/create", "runs/search"],
            _server.Requests.Select(request => request.Split(' ')[1].Replace("/api/2.0/mlflow/", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_removal_whose_answer_was_lost_is_no_error_the_second_time()
    {
        const string Missing = """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"No tag with name: t"}""";
        string refusal = RawServer.Ok(Missing).Replace("200 OK", "404 NOT FOUND", StringComparison.Ordinal);
        _server.Answer("").Answer(refusal).Answer(RawServer.Ok(RunJson));
        Connect(_server.Uri).DeleteRunTag("a1", "t", Token);
        _server.Answer(refusal).Answer(RawServer.Ok(RunJson));
        Fails(MlErrorCode.ResourceDoesNotExist, MlEntity.Tag, () => Connect(_server.Uri).DeleteRunTag("a1", "t", Token));
    }

    [Fact]
    public void What_is_no_HTTP_is_no_server()
    {
        _server.Answer("SSH-2.0-OpenSSH_9.2\r\n");
        Fails(MlErrorCode.InvalidState, MlEntity.Store, () => Connect(_server.Uri).GetRun("a1", Token));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public void An_answer_that_trickles_is_given_up_after_the_timeout()
    {
        _server.Answer(stream =>
        {
            stream.Write(Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"));
            for (int i = 0; i < 100; i++)
            {
                stream.WriteByte((byte)' ');
                Thread.Sleep(100);
            }
        });
        long start = Stopwatch.GetTimestamp();
        MlException failure = Unavailable(() => Connect(_server.Uri, timeout: 1).GetRun("a1", Token));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0.9, 5);
        Assert.Contains("within 1 s", failure.Message, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")]
    public void A_stop_ends_the_wait_at_once(string begin)
    {
        _server.Answer(stream =>
        {
            stream.Write(Encoding.UTF8.GetBytes(begin));
            Thread.Sleep(20_000);
        });
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(300));
        long start = Stopwatch.GetTimestamp();
        Assert.ThrowsAny<OperationCanceledException>(() => Connect(_server.Uri, timeout: 60).GetRun("a1", stop.Token));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0.2, 3);
    }

    [Fact]
    public void A_dead_server_fails_fast_the_second_time_and_is_tried_again_by_a_test()
    {
        string uri = _server.Uri;
        _server.Dispose();
        MlClient client = Connect(uri, retries: 7);
        MlException first = Unavailable(() => client.GetRun("a1", Token));
        Assert.Contains("refused", first.Message, StringComparison.Ordinal);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 100; i++)
        {
            Assert.ThrowsAny<MlException>(() => client.GetRun("a1", Token));
        }

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 5);
        MlConnectionStatus status = client.Store.Test(Token);
        Assert.False(status.Success);
        Assert.Contains("can't be reached: the connection was refused", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_doesn_t_do_its_work_is_asked_once_the_second_time()
    {
        const string Down = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        for (int i = 0; i < 5; i++)
        {
            _server.Answer(Down);
        }

        _server.Answer(RawServer.Ok(RunJson)).Answer(Down).Answer(RawServer.Ok(RunJson));
        MlClient client = Connect(_server.Uri);
        Unavailable(() => client.GetRun("a1", Token));
        Assert.Equal(4, _server.Requests.Count);
        Unavailable(() => client.GetRun("a1", Token));
        Assert.Equal(5, _server.Requests.Count);

        // An answer makes up for it.
        Assert.Equal("n", client.GetRun("a1", Token).Name);
        Assert.Equal("n", client.GetRun("a1", Token).Name);
        Assert.Equal(8, _server.Requests.Count);
    }

    [Fact]
    public void A_garbled_answer_that_repeats_the_secret_is_not_kept()
    {
        _server.Answer($"no HTTP {Secret}\r\n\r\n");
        Fails(MlErrorCode.InvalidState, MlEntity.Store, () => Connect(_server.Uri).GetRun("a1", Token));
    }

    [Fact]
    public void An_unknown_host_is_named()
    {
        MlException failure = Unavailable(() => Connect("http://no-such-host.invalid:5000", retries: 0).GetRun("a1", Token));
        Assert.Contains("'no-such-host.invalid'", failure.Message, StringComparison.Ordinal);
    }
}
