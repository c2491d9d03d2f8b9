using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class FilterCompletionTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Find-MlRun -Filter \"metrics.", "\"metrics.acc\"|\"metrics.loss\"|'metrics.`val loss`'")]
    [InlineData("Find-MlRun -Filter 'metrics.a", "'metrics.acc'")]
    [InlineData("Find-MlRun metrics.A", "metrics.acc")]
    [InlineData("Find-MlRun 'metric.`v", "'metric.`val loss`'")]
    [InlineData("Find-MlRun -Filter met", "metrics.")]
    [InlineData("Find-MlRun -Filter sta", "status|start_time")]
    [InlineData("Find-MlRun -Filter 'attributes.end", "'attributes.end_time'")]
    [InlineData("Find-MlRun -Filter 'datasets.", "'datasets.name'|'datasets.digest'|'datasets.context'")]
    [InlineData(
        "Find-MlRun -Filter 'params.lr ",
        "'params.lr ='|'params.lr !='|'params.lr LIKE'|'params.lr ILIKE'|'params.lr IS NULL'|'params.lr IS NOT NULL'")]
    [InlineData("Find-MlRun -Filter 'params.lr is  n", "'params.lr IS NULL'|'params.lr IS NOT NULL'")]
    [InlineData("Find-MlRun -Filter \"metrics.acc <", "\"metrics.acc <\"|\"metrics.acc <=\"")]
    [InlineData("Find-MlRun -Filter \"metrics.acc < 1 ", "\"metrics.acc < 1 AND\"")]
    [InlineData("Find-MlRun -Filter \"metrics.acc < 1", "\"metrics.acc < 1 AND\"")]
    [InlineData("Find-MlRun -Filter \"params.lr IS NULL a", "\"params.lr IS NULL AND\"")]
    [InlineData("Find-MlRun -Filter \"run_id in ('a', 'b') and params.l", "\"run_id in ('a', 'b') and params.lr\"")]
    [InlineData("Find-MlRun -Filter \"metrics.acc < 1 AND para", "\"metrics.acc < 1 AND params.\"")]
    [InlineData("Find-MlRun -Filter \"status = 'FI", "\"status = 'FINISHED'\"")]
    [InlineData("Find-MlRun -Filter 'status = ''fa", "'status = ''FAILED'''")]
    [InlineData("Find-MlRun -Filter \"tags.te", "\"tags.team\"")]
    [InlineData("Find-MlRun -OrderBy metrics.a", "metrics.acc")]
    [InlineData("Find-MlRun -OrderBy start_time, metrics.l", "metrics.loss")]
    [InlineData("Find-MlRun -OrderBy 'metrics.acc ", "'metrics.acc ASC'|'metrics.acc DESC'")]
    [InlineData("Find-MlRun -OrderBy 'metrics.acc d", "'metrics.acc DESC'")]
    [InlineData("Find-MlRun -OrderBy data", "")]
    [InlineData("Find-MlRun -ExperimentName De", "Default")]
    [InlineData("Find-MlExperiment -Filter ", "tags.|attribute.|name|experiment_id|creation_time|last_update_time")]
    [InlineData("Find-MlExperiment \"name l", "\"name LIKE\"")]
    [InlineData("Find-MlExperiment tags.o", "tags.owner")]
    [InlineData("Find-MlExperiment -OrderBy cre", "creation_time")]
    [InlineData("Find-MlRun -Filter 'nonsense.x ", "")]
    [InlineData("Find-MlRun -Filter 'metrics.v > 1'", "'metrics.`val loss` > 1'")]
    [InlineData("Find-MlRun -Filter 'metrics. > 1 AND params.lr = ''1'''", "'metrics.acc > 1 AND params.lr = ''1'''|'metrics.loss > 1 AND params.lr = ''1'''|'metrics.`val loss` > 1 AND params.lr = ''1'''")]
    [InlineData("Find-MlRun -Filter \"sta = 'FINISHED'\"", "\"status = 'FINISHED'\"|\"start_time = 'FINISHED'\"")]
    [InlineData("Find-MlRun -Filter 'metrics.acc > 1 AND par.lr = 1 AND ", "")]
    [InlineData("Find-MlRun -OrderBy 'metrics.l DESC'", "'metrics.loss DESC'")]
    [InlineData("Find-MlRun -Property sta", "status|start_time")]
    [InlineData("Find-MlRun -Property run_id, met", "metrics.")]
    [InlineData("Find-MlRun -Property run_id, metrics.", "metrics.acc|metrics.loss|'metrics.val loss'|'metrics.*'")]
    [InlineData("Find-MlRun -Property 'tags.te", "'tags.team'")]
    [InlineData("Find-MlRun -Property zzz", "")]
    [InlineData("Find-MlRun -Filter 'metrics.acc == 1 ", "")]
    [InlineData("Find-MlRun -Filter 'metrics.zzz", "")]
    [InlineData("Find-MlRun \"metrics.`va", "'metrics.`val loss`'")]
    [InlineData("Find-MlRun \"metrics.`va\"", "'metrics.`val loss`'")]
    [InlineData("Find-MlRun metrics.`va", "'metrics.`val loss`'")]
    [InlineData("Find-MlRun \"metrics.`", "\"metrics.acc\"|\"metrics.loss\"|'metrics.`val loss`'")]
    [InlineData("Find-MlRun \"metrics.``va", "'metrics.`val loss`'")]
    [InlineData("Find-MlRun \"metrics.`\"va", "'metrics.`val loss`'")]
    [InlineData("Find-MlRun \"params.lr = '1' AND metrics.`va", "'params.lr = ''1'' AND metrics.`val loss`'")]
    [InlineData("Find-MlRun \"metrics.`nothing", "")]
    [InlineData("Find-MlRun -OrderBy start_time, metrics.`va", "'metrics.`val loss`'")]
    [InlineData("Find-MlRun \"metrics.acc > $least AND par", "\"metrics.acc > $least AND params.\"")]
    [InlineData("Find-MlRun \"metrics.acc > $least AND par\"", "\"metrics.acc > $least AND params.\"")]
    [InlineData("Find-MlRun \"metrics.acc > $unknown AND par", "\"metrics.acc > $unknown AND params.\"")]
    [InlineData("Find-MlRun \"params.lr = '$least' AND status = 'FI", "\"params.lr = '$least' AND status = 'FINISHED'\"")]
    [InlineData("Find-MlRun \"params.lr = '`$1' AND metrics.acc > $least AND metrics.`v", "\"params.lr = '`$1' AND metrics.acc > $least AND metrics.``val loss``\"")]
    [InlineData("Find-MlRun \"metrics.ac > $least AND params.lr = '${least}'\"", "\"metrics.acc > $least AND params.lr = '${least}'\"")]
    [InlineData("Find-MlRun \"metrics.acc > $least\" -OrderBy \"metrics.lo", "\"metrics.loss\"")]
    public void Text_is_completed(string line, string expected)
    {
        _host.Get(
            "$global:least = 0.25; $null = New-MlExperiment e -Tag @{ owner = 'o' }; "
            + "Start-MlRun a { Add-MlMetric acc 1; Add-MlMetric loss 1; Add-MlMetric 'val loss' 1; Add-MlParam lr 1; Set-MlTag team x }");
        Assert.Equal(expected, string.Join('|', Complete(line)));
    }

    [Fact]
    public void A_completed_key_finds() => Assert.Equal("a", _host.Get(
        "Start-MlRun a { Add-MlMetric 'val loss' 1 }; $line = \"Find-MlRun 'metrics.\"; "
        + "$text = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches[0].CompletionText; "
        + "& ([scriptblock]::Create(\"Find-MlRun -Filter ($text + ' > 0')\")) | ForEach-Object Name").Single().ToString());

    [Fact]
    public void No_store_is_created()
    {
        Assert.Empty(Complete("Find-MlRun -Filter 'metrics."));
        Assert.Empty(Complete("Find-MlExperiment -Filter 'tags."));
        Assert.Equal(["metrics.*"], Complete("Find-MlRun -Property metrics.").Select(text => text.Trim('\'')));
        Assert.False(File.Exists(_host.DatabasePath));
    }

    [Theory]
    [InlineData("mysql")]
    [InlineData("postgresql")]
    public void A_silent_server_holds_up_neither_keys_nor_who_stops(string scheme)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        _host.Get($"Set-MlTrackingUri {scheme}://u@127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/db");
        Stopwatch clock = Stopwatch.StartNew();
        Assert.Empty(Complete("Find-MlRun -Filter 'metrics."));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(4));
        using PowerShell shell = PowerShell.Create(_host.Runspace).AddScript("Get-MlExperiment");
        IAsyncResult running = shell.BeginInvoke();
        Assert.False(running.AsyncWaitHandle.WaitOne(500));
        clock.Restart();
        shell.Stop();
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
    }

    // Where a completer has no answer, the engine offers the files of the folder.
    private IEnumerable<string> Complete(string line) => _host.Get(
            $"$line = @'\n{line}\n'@; [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches "
            + "| ForEach-Object CompletionText")
        .Select(text => text.ToString())
        .Where(text => !text.Contains("mlflow.db", StringComparison.Ordinal) && !text.Contains("mlruns", StringComparison.Ordinal));
}
