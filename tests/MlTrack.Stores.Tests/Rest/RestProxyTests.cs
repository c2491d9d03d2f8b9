using MlTrack.Stores.Rest;
using MlTrack.Stores.Rest.Messages;

namespace MlTrack.Stores.Tests.Rest;

/// <summary>Proxies: which one counts for which address, as MLflow has it, and what is said where one is in the way.</summary>
public sealed class RestProxyTests : RestTest
{
    private readonly RawServer _proxy = new();

    public override void Dispose()
    {
        _proxy.Dispose();
        base.Dispose();
    }

    // The answers are those of requests 2.32, which MLflow's client sends with.
    [Theory]
    [InlineData("http://mlflow.example.org/", "mlflow.example.org", true)]
    [InlineData("http://mlflow.example.org/", "example.org", true)]
    [InlineData("http://mlflow.example.org/", ".example.org", true)]
    [InlineData("http://mlflow.example.org/", "a b, EXAMPLE.org ", true)]
    [InlineData("http://xexample.org/", "example.org", false)]
    [InlineData("http://mlflow.example.org/", "*.example.org", false)]
    [InlineData("http://mlflow.example.org/", "*", true)]
    [InlineData("http://mlflow.example.org/", "none.org", false)]
    [InlineData("http://mlflow.example.org:81/", "mlflow.example.org:81", true)]
    [InlineData("http://mlflow.example.org:81/", "mlflow.example.org:82", false)]
    [InlineData("http://10.1.2.3:5000/", "10.0.0.0/8", true)]
    [InlineData("http://10.1.2.3:5000/", "10.1.2.2/31", true)]
    [InlineData("http://10.1.2.3:5000/", "10.1.2.4/31", false)]
    [InlineData("http://10.1.2.3:5000/", "10.1.2.3", true)]
    [InlineData("http://10.1.2.3:5000/", "1.2.3", false)]
    [InlineData("http://127.0.0.1:5000/", "none.org", false)]
    [InlineData("http://[::1]:5000/", "::1", true)]
    [InlineData("http://[::1]:5000/", "10.0.0.0/8", false)]
    [InlineData("http://mlflow.example.org/", null, false)]
    public void Hosts_of_NO_PROXY_are_reached_without_a_proxy(string uri, string? list, bool isBypassed)
    {
        RestProxy proxy = Read(("HTTP_PROXY", "http://proxy:3128"), ("NO_PROXY", list))!;
        Assert.Equal(isBypassed, proxy.IsBypassed(new Uri(uri)));
        Assert.Equal(isBypassed ? null : new Uri("http://proxy:3128"), proxy.GetProxy(new Uri(uri)));
    }

    [Fact]
    public void The_scheme_chooses_the_variable_and_lower_case_counts_first()
    {
        RestProxy proxy = Read(("HTTPS_PROXY", "a:1"), ("https_proxy", "socks5h://b:2"), ("ALL_PROXY", "https://c:3"))!;
        Assert.Equal(new Uri("socks5://b:2"), proxy.GetProxy(new Uri("https://x")));
        Assert.Equal(new Uri("https://c:3"), proxy.GetProxy(new Uri("http://x")));
        Assert.Equal("ALL_PROXY", proxy.VariableFor(new Uri("http://x")));
        Assert.Null(Read(("HTTPS_PROXY", "a:1"))!.GetProxy(new Uri("http://x")));
        Assert.Null(Read(("HTTP_PROXY", "a:1"), ("GATEWAY_INTERFACE", "CGI/1.1")));
        Assert.Null(Read(("NO_PROXY", "x")));
    }

    [Theory]
    [InlineData("http://")]
    [InlineData("ftp://u:c4n4ry-s3cret@proxy")]
    [InlineData("http://u:c4n4ry-s3cret@pro xy:1")]
    [InlineData("proxy:port")]
    public void A_variable_without_an_address_is_an_error_that_names_it(string value) =>
        Assert.Contains(
            "HTTP_PROXY", Fails(MlErrorCode.InvalidParameterValue, MlEntity.Value, () => Read(("HTTP_PROXY", value))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("http://mlflow.example.org")]
    [InlineData("https://mlflow.example.org")]
    public void A_proxy_that_wants_a_user_is_told_without_the_password(string server)
    {
        _proxy.Answer(WantsUser).Answer(WantsUser).Answer(WantsUser);
        MlException failure = Fails(MlErrorCode.Unauthenticated, MlEntity.None, () => Get(server, $"http://u:{Secret}@{_proxy.Uri[7..]}"));
        Assert.Contains($"the proxy {_proxy.Uri} of ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(" (407)", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"Proxy-Authorization: Basic dTpjNG40cnktczNjcmV0", string.Join('\n', _proxy.Heads), StringComparison.Ordinal);
    }

    [Fact]
    public void A_proxy_that_lets_nothing_through_is_named()
    {
        const string Closed = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        _proxy.Answer(Closed).Answer(Closed);
        MlException failure = Unavailable(() => Get("https://mlflow.example.org", $"http://u:{Secret}@{_proxy.Uri[7..]}"));
        Assert.Contains($"can't be reached through the proxy {_proxy.Uri} of HTTPS_PROXY", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_proxy_is_what_can_t_be_reached()
    {
        _proxy.Dispose();
        MlException failure = Unavailable(() => Get("http://mlflow.example.org", _proxy.Uri));
        Assert.Contains($"through the proxy {_proxy.Uri} of HTTP_PROXY: the connection was refused", failure.Message, StringComparison.Ordinal);
        failure = Unavailable(() => Get("http://mlflow.example.org", "http://no-such-proxy.invalid:3128"));
        Assert.Contains("'no-such-proxy.invalid' isn't known", failure.Message, StringComparison.Ordinal);
    }

    private const string WantsUser =
        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private static RestProxy? Read(params (string Name, string? Value)[] variables) =>
        RestProxy.Read(name => Array.Find(variables, variable => variable.Name == name).Value);

    private static void Get(string server, string proxy)
    {
        RestSettings settings = new()
        {
            Root = new Uri(server + "/"),
            Proxy = Read(("HTTP_PROXY", proxy), ("HTTPS_PROXY", proxy)),
            MaximumRetryCount = 0,
            Timeout = TimeSpan.FromSeconds(10),
        };
        using RestClient client = new(settings, null);
        client.Get("runs/get", [("run_id", "a1")], RestWire.Json.RunReply, Token);
    }
}
