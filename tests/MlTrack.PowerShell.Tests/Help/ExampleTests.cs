using System.Management.Automation;
using MlTrack.Shell.Standins;
using MlTrack.TestNeeds;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Help;

/// <summary>
/// Runs what the help shows. Each example starts in a folder and a store of its own, made by Prepare.ps1, and must give no error.
/// </summary>
public sealed class ExampleTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public ExampleTests()
    {
        // The engine of the test lacks PowerShell's utility commands, which examples use like any script.
        using PowerShell shell = PowerShell.Create(_host.Runspace);
        shell.AddCommand("Import-Module").AddParameter("Assembly", typeof(SelectObjectCommand).Assembly).Invoke();
        _host.Get(File.ReadAllText(Path.Combine(Needs.Root, "tests/MlTrack.PowerShell.Tests/Help/Prepare.ps1")));
    }

    public static TheoryData<string, string> Examples =>
        [.. HelpPage.Commands.Concat(HelpPage.Topics).Append(HelpPage.Readme).SelectMany(page => page.Examples.Keys.Select(title => (page.Name, title)))];

    public void Dispose() => _host.Dispose();

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_runs(string page, string title)
    {
        HelpPage shown = HelpPage.Of(page);
        string code = shown.Examples[title];
        Assert.NotEmpty(code);
        if (!shown.IsCommand)
        {
            // A topic speaks to those who have the module where PowerShell finds it, and shows what stands inside of a run.
            string import = $"Import-Module '{Path.Combine(Needs.Root, "MlTrack.psd1")}'";
            code = code.Replace("Import-Module MlTrack", import, StringComparison.Ordinal)
                .Replace("Import-Module ./MlTrack.psd1", import, StringComparison.Ordinal);
            bool isOnItsOwn = code.Contains("Start-MlRun", StringComparison.Ordinal) || code.Contains("Stop-MlRun", StringComparison.Ordinal);
            code = isOnItsOwn ? code : $"Start-MlRun 'topic' {{\n{code}\n}}";
        }

        _host.Get(code);
        Assert.Empty(_host.HostErrors);
    }

    [Fact]
    public void No_example_leaves_a_run_open() => Assert.All(HelpPage.Commands, page => Assert.All(page.Examples.Values, code =>
    {
        // A run without a block stays open, and what the next command of a reader logs would land in it.
        bool opens = code.Contains("= Start-MlRun", StringComparison.Ordinal);
        Assert.True(!opens || code.Contains("Stop-MlRun", StringComparison.Ordinal), code);
    }));
}
