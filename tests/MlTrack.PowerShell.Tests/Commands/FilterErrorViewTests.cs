using System.Diagnostics;
using System.Management.Automation;
using MlTrack.TestNeeds;
using MlTrack.Tests.Hosting;
using MlTrack.Tests.Shell;

namespace MlTrack.Tests.Commands;

/// <summary>What a user sees of a mistake in a filter: the place too, in each of PowerShell's views.</summary>
public sealed class FilterErrorViewTests : IDisposable
{
    private const string Explanation = "0.1 is a number without quotes, and params are texts: write '0.1'.";

    // What a view shows is told from the column of the carets on.
    private const string Place = """
            | params.lr = 0.1
            |             ^^^
        """;

    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void The_record_has_the_place_for_ConciseView()
    {
        ScriptResult result = _host.Run("Find-MlRun 'params.lr = 0.1'");
        Assert.Equal(Explanation, result.Terminating!.ErrorDetails.Message);
        Assert.Equal("change what is marked.\n" + Place, result.Terminating.ErrorDetails.RecommendedAction);
        Assert.Equal(Explanation + "\n  params.lr = 0.1\n              ^^^", result.Terminating.Exception.Message);
        Assert.Equal("| params.lr = 0.1\n|             ^^^", PSObject.AsPSObject(result.Terminating.Exception).Properties["Place"].Value);
    }

    [Theory]
    [InlineData("NormalView")]
    [InlineData("CategoryView")]
    public void The_message_alone_serves_the_other_views(string view) =>
        Assert.Null(_host.Run($"$ErrorView = '{view}'; Find-MlRun 'params.lr = 0.1'").Terminating!.ErrorDetails);

    [Theory]
    [InlineData("Find-MlRun 'params.lr = 0.1'", "  Recommendation: change what is marked.\n" + Place)]
    [InlineData("Find-MlRun 'params.lr = 0.1' -ErrorAction Stop", "  Recommendation: change what is marked.\n" + Place)]
    [InlineData("$ErrorView = 'NormalView'; Find-MlRun 'params.lr = 0.1'", Explanation + "\n  params.lr = 0.1\n              ^^^\n")]
    [InlineData("try { Find-MlRun 'params.lr = 0.1' } catch { }; Get-Error | Out-String -Width 160", ": | params.lr = 0.1\n                 |             ^^^\n")]
    public void It_is_seen(string command, string expected)
    {
        string pwsh = Needs.Pwsh();
        string import = $"Import-Module '{Path.Combine(Needs.Root, "MlTrack.psd1")}'; ";
        string file = Path.Combine(_host.Folder, "view.ps1");
        File.WriteAllText(file, import + command);
        foreach (string[] arguments in new string[][] { ["-Command", import + command], ["-File", file] })
        {
            ProcessStartInfo start = ShellProcess.Start(pwsh, ["-NoProfile", "-NonInteractive", .. arguments]);
            start.Environment["MLTRACK_CONFIGURATION"] = PowerShellHost.Configuration;
            start.Environment["MLFLOW_TRACKING_URI"] = "sqlite:///" + _host.DatabasePath;
            start.Environment["NO_COLOR"] = "1";
            ShellProcess process = ShellProcess.Run(start, input: null);
            Assert.Contains(expected, (process.Errors + process.Output).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        }
    }
}
