using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

/// <summary>What a session on an MLflow server does that one on a database doesn't.</summary>
public sealed class ServerSessionTests : IDisposable
{
    private readonly PowerShellHost _host = new();
    private readonly OneExperimentServer _server = new();

    public void Dispose()
    {
        _host.Dispose();
        _server.Dispose();
    }

    [Fact]
    public void Its_variables_are_read_anew_each_time_it_is_set()
    {
        _host.Get(
            $"$env:MLFLOW_TRACKING_TOKEN = 'first'; Set-MlTrackingUri {_server.Uri}; Get-MlExperiment iris; "
            + $"$env:MLFLOW_TRACKING_TOKEN = 'second'; Get-MlExperiment iris");
        try
        {
            Assert.Equal(["Bearer first"], _server.Credentials.Distinct());
            _server.Credentials.Clear();
            _host.Get($"Set-MlTrackingUri {_server.Uri}; Get-MlExperiment iris");
            Assert.Equal(["Bearer second"], _server.Credentials.Distinct());
        }
        finally
        {
            Environment.SetEnvironmentVariable("MLFLOW_TRACKING_TOKEN", null);
        }
    }

    [Fact]
    public void Names_are_completed()
    {
        _host.Get($"Set-MlTrackingUri {_server.Uri}");
        Assert.Equal(
            ["iris"],
            _host.Get("(TabExpansion2 'Get-MlExperiment ir' 19).CompletionMatches.CompletionText").Select(text => text.ToString()));
    }
}
