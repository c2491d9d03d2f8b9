using System.Management.Automation;
using System.Net;
using MlTrack.Stores.Tests.Rest;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

/// <summary>An MLflow server as the store: what it is told about who asks, and that nobody else learns it.</summary>
public sealed class ServerConnectionTests : IDisposable
{
    private const string Secret = "c4n4ry-s3cret";
    private const string Refused = "HTTP/1.1 401 X\r\nContent-Length: 18\r\n\r\nnot c4n4ry-s3cret!";
    private const string Experiment = """{"experiment":{"experiment_id":"0","name":"Default","lifecycle_stage":"active"}}""";

    private readonly PowerShellHost _host = new();
    private readonly RawServer _server = new();

    public ServerConnectionTests()
    {
        NetworkCredential secret = new("", Secret);
        _host.Runspace.SessionStateProxy.SetVariable("token", secret.SecurePassword);
        _host.Runspace.SessionStateProxy.SetVariable("credential", new PSCredential("user", secret.SecurePassword));
        _host.Runspace.SessionStateProxy.SetVariable("uri", _server.Uri);
        _host.Runspace.SessionStateProxy.SetVariable("secretUri", _server.Uri.Replace("://", $"://user:{Secret}@", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _server.Dispose();
        _host.Dispose();
        SetVariables(null, null, null);
    }

    [Theory]
    [InlineData("Set-MlTrackingUri $uri -Token $token", "Bearer c4n4ry-s3cret")]
    [InlineData("Set-MlTrackingUri $uri -Credential $credential", "Basic dXNlcjpjNG40cnktczNjcmV0")]
    [InlineData("Set-MlTrackingUri $secretUri", "Basic dXNlcjpjNG40cnktczNjcmV0")]
    [InlineData("[Environment]::SetEnvironmentVariable('MLFLOW_TRACKING_URI', $secretUri)", "Basic dXNlcjpjNG40cnktczNjcmV0")]
    [InlineData("Set-MlTrackingUri $secretUri -Token $token", "Bearer c4n4ry-s3cret")]
    [InlineData("Set-MlTrackingUri $uri", "")]
    public void The_server_learns_who_asks(string script, string header)
    {
        _server.Answer(RawServer.Ok(Experiment));
        Assert.Equal("Default", _host.Get($"{script}; Get-MlExperiment -ExperimentId 0").Single().Properties["Name"].Value);
        Assert.Equal(header, _server.Authorizations.Single());
    }

    [Theory]
    [InlineData("user", Secret, null, "Basic dXNlcjpjNG40cnktczNjcmV0")]
    [InlineData(null, null, Secret, "Bearer c4n4ry-s3cret")]
    [InlineData("user", null, Secret, "Bearer c4n4ry-s3cret")]
    [InlineData("user", Secret, "other", "Basic dXNlcjpjNG40cnktczNjcmV0")]
    public void MLflows_variables_count(string? user, string? password, string? token, string header)
    {
        SetVariables(user, password, token);
        _server.Answer(RawServer.Ok(Experiment));
        _host.Get("Set-MlTrackingUri $uri; $null = Get-MlExperiment -ExperimentId 0");
        Assert.Equal(header, _server.Authorizations.Single());
    }

    [Theory]
    [InlineData("Set-MlTrackingUri $uri -Token $token -MaximumRetryCount 0")]
    [InlineData("Set-MlTrackingUri $uri -Credential $credential -MaximumRetryCount 0")]
    [InlineData("Set-MlTrackingUri $secretUri -MaximumRetryCount 0")]
    public void Nothing_that_is_secret_shows_anywhere(string set)
    {
        _server.Answer(Refused).Answer(Refused).Answer("HTTP/1.1 500 X\r\n\r\nc4n4ry-s3cret").Answer("").Answer("no HTTP c4n4ry-s3cret\r\n\r\n");
        ScriptResult result = _host.RunUncaught(
            $$"""
            $VerbosePreference = $DebugPreference = 'Continue'
            {{set}} -PassThru
            Get-MlTrackingUri
            Test-MlConnection
            Get-MlExperiment -ExperimentId 0
            Find-MlRun -AllExperiments
            New-MlExperiment x
            Get-MlRun abc
            $Error
            """);
        Assert.True(result.Errors.Count >= 3);
        List<string> everything = [.. result.Verbose, .. result.Warnings, .. _host.HostErrors];
        foreach (ErrorRecord error in result.Errors.Concat(result.Output.Select(item => item.BaseObject).OfType<ErrorRecord>()))
        {
            everything.AddRange([error.ToString(), $"{error.TargetObject}", error.Exception.ToString(), $"{error.ErrorDetails}", error.ScriptStackTrace ?? ""]);
        }

        foreach (PSObject item in result.Output.Where(item => item.BaseObject is not ErrorRecord))
        {
            everything.Add(item.ToString());
            everything.AddRange(item.Properties.Where(property => property is not PSScriptProperty).Select(property => $"{property.Value}"));
        }

        everything.AddRange(Directory.EnumerateFiles(_host.Folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.DoesNotContain(everything, text => text.Contains(Secret, StringComparison.Ordinal) || text.Contains("dXNlcjpjNG40cnktczNjcmV0", StringComparison.Ordinal));
    }

    [Fact]
    public void The_connection_has_no_folder_of_its_own()
    {
        PSObject connection = _host.Get("Set-MlTrackingUri $secretUri -PassThru").Single();
        Assert.Equal(
            ("REST", _server.Uri, null), ($"{connection.Properties["Backend"].Value}", connection.Properties["Uri"].Value, connection.Properties["ArtifactRoot"].Value));
        Assert.Equal(
            Path.Combine(_host.Folder, "files"),
            _host.Get("Set-MlTrackingUri $uri -ArtifactRoot files -PassThru").Single().Properties["ArtifactRoot"].Value);
    }

    [Theory]
    [InlineData("Set-MlTrackingUri $uri -Token $token -Credential $credential", "InvalidValue")]
    [InlineData("Set-MlTrackingUri $uri -Token ([securestring]::new())", "InvalidValue")]
    [InlineData("Set-MlTrackingUri $uri -MaximumRetryCount 101", "InvalidValue")]
    [InlineData("Set-MlTrackingUri \"$uri/?a=b\"", "InvalidUri")]
    [InlineData("Set-MlTrackingUri $uri; Optimize-MlDatabase", "NotSupported")]
    public void What_is_wrong_is_told(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("MLFLOW_HTTP_REQUEST_TIMEOUT", "soon")]
    [InlineData("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "-1")]
    [InlineData("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "1.5")]
    [InlineData("MLFLOW_TRACKING_INSECURE_TLS", "maybe")]
    [InlineData("MLFLOW_TRACKING_SERVER_CERT_PATH", "/no/such/file.pem")]
    [InlineData("MLFLOW_TRACKING_CLIENT_CERT_PATH", "/no/such/file.pem")]
    public void A_malformed_variable_is_an_error_that_names_it(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        try
        {
            ScriptResult result = _host.Run("Set-MlTrackingUri $uri; Get-MlExperiment -ExperimentId 0");
            Assert.Contains(name, (result.Terminating ?? result.Errors.Single()).ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Fact]
    public void A_dead_server_is_told_at_once()
    {
        _server.Dispose();
        PSObject status = _host.Get("Set-MlTrackingUri $uri; Test-MlConnection").Single();
        Assert.Equal(false, status.Properties["Success"].Value);
        Assert.Contains("refused", $"{status.Properties["Message"].Value}", StringComparison.Ordinal);
        Assert.Equal(false, _host.Get("Test-MlConnection -Quiet").Single().BaseObject);
        ScriptResult result = _host.Run("Set-MlTrackingUri $uri -MaximumRetryCount 0; 1..500 | Get-MlRun");
        Assert.Equal("StoreUnavailable", result.TerminatingId);
    }

    private static void SetVariables(string? user, string? password, string? token)
    {
        Environment.SetEnvironmentVariable("MLFLOW_TRACKING_USERNAME", user);
        Environment.SetEnvironmentVariable("MLFLOW_TRACKING_PASSWORD", password);
        Environment.SetEnvironmentVariable("MLFLOW_TRACKING_TOKEN", token);
    }
}
