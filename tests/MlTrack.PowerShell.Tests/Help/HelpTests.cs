using System.Management.Automation;
using System.Text.RegularExpressions;
using MlTrack.TestNeeds;
using MlTrack.Tests.Hosting;
using MlTrack.Tests.Shell;

namespace MlTrack.Tests.Help;

/// <summary>The help as Get-Help finds it, and its files as they are made from the pages.</summary>
public sealed class HelpTests : IDisposable
{
    private const int NoPlatyPS = 42;

    private readonly PowerShellHost _host = new();

    public static TheoryData<string> Pages => [.. HelpPage.Commands.Select(page => page.Name)];

    public static TheoryData<string> Topics => [.. HelpPage.Topics.Select(page => page.Name)];

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Every_command_has_a_page_and_every_page_its_command() => Assert.Equal(
        _host.Get("Get-Command -Module MlTrack").Select(command => ((CommandInfo)command.BaseObject).Name).Order(StringComparer.Ordinal),
        HelpPage.Commands.Select(page => page.Name));

    [Theory]
    [MemberData(nameof(Pages))]
    public void GetHelp_finds_the_help_of_a_command(string name)
    {
        PSObject help = _host.Get($"Get-Help {name} -Full").Single();
        Assert.Equal(HelpPage.Of(name).Section("SYNOPSIS").Trim(), help.Properties["Synopsis"].Value.ToString());
        Assert.NotNull(help.Properties["description"]);
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void GetHelp_finds_a_topic(string name)
    {
        string help = _host.Get($"Get-Help {name}").Single().ToString();
        Assert.StartsWith($"TOPIC\n    {name}\n\nSHORT DESCRIPTION\n    ", help, StringComparison.Ordinal);
        Assert.DoesNotContain("```", help, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_shows_the_syntax_that_the_command_has(string name)
    {
        string shown = Plain(HelpPage.Of(name).Section("SYNTAX"));
        CommandInfo command = (CommandInfo)_host.Get($"Get-Command {name}").Single().BaseObject;
        Assert.All(command.ParameterSets, set =>
        {
            string heading = $"### {set.Name}{(set.IsDefault && command.ParameterSets.Count > 1 ? " (Default)" : "")}";
            Assert.Contains(Plain($"{heading} ``` {name} {set}"), shown, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_files_are_made_from_the_pages_as_they_are_now()
    {
        string made = Directory.CreateTempSubdirectory("mltrack-help-").FullName;
        try
        {
            string script = $"if (-not (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS | Where-Object Version -EQ 1.0.3)) {{ exit {NoPlatyPS} }}; "
                + $"& '{Path.Combine(Needs.Root, "docs/Convert-Help.ps1")}' -Destination '{made}'";
            ShellProcess process = ShellProcess.Run(
                ShellProcess.Start(Needs.Pwsh(), ["-NoProfile", "-NonInteractive", "-Command", script]), input: null);
            if (process.ExitCode == NoPlatyPS)
            {
                Needs.Missing("platyps", "Microsoft.PowerShell.PlatyPS 1.0.3 is not installed for pwsh");
            }

            Assert.True(process.ExitCode == 0, process.Output + process.Errors);
            string kept = Path.Combine(Needs.Root, "en-US");
            Assert.Equal(Names(kept), Names(made));
            Assert.All(Names(made), file => Assert.True(
                Text(Path.Combine(kept, file)) == Text(Path.Combine(made, file)),
                $"en-US/{file} is older than its pages. Run './build.ps1 -Task Docs' and commit what it makes."));
        }
        finally
        {
            Directory.Delete(made, recursive: true);
        }
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    private static string Text(string file) => File.ReadAllText(file).ReplaceLineEndings("\n");

    private static string Plain(string syntax) =>
        Regex.Replace(syntax.Replace("[<CommonParameters>]", "", StringComparison.Ordinal), @"\s+", " ").Trim().ToUpperInvariant();
}
