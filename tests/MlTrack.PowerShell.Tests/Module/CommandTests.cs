using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Xml.Linq;
using MlTrack.TestNeeds;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Module;

/// <summary>What every command must have: its file, its tests, its help with examples, its line in the changelog.</summary>
public sealed class CommandTests : IDisposable
{
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    private readonly PowerShellHost _host = new();

    public static TheoryData<string> Commands => [.. Exported()];

    public void Dispose() => _host.Dispose();

    [Fact]
    public void The_manifest_exports_the_cmdlets_that_there_are()
    {
        string[] found = [.. _host.Get("Get-Command -Module MlTrack").Select(command => ((CommandInfo)command.BaseObject).Name).Order()];
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(Needs.Root, "src/MlTrack.PowerShell/Commands"), "*Command.cs")
            .Select(file => Path.GetFileNameWithoutExtension(file)[..^"Command".Length]).Order()];
        Assert.Equal(Exported(), found);
        Assert.Equal(files, found.Select(name => name.Replace("-", "", StringComparison.Ordinal)).Order());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_has_its_file_its_tests_and_its_line_in_the_changelog(string name)
    {
        string className = name.Replace("-", "", StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Needs.Root, "src/MlTrack.PowerShell/Commands", className + "Command.cs")));
        Assert.True(File.Exists(Path.Combine(Needs.Root, "tests/MlTrack.PowerShell.Tests/Commands", className + "Tests.cs")));
        string noun = name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..];
        Assert.Contains(noun, File.ReadAllText(Path.Combine(Needs.Root, "CHANGELOG.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_s_help_knows_every_parameter_and_has_two_examples(string name)
    {
        XElement help = Help(name);
        string[] described = [.. help.Element(s_command + "parameters")!.Elements(s_command + "parameter")
            .Where(parameter => parameter.Element(s_maml + "description")?.Value.Trim().Length > 10)
            .Select(parameter => parameter.Element(s_maml + "name")!.Value)];
        CmdletInfo command = (CmdletInfo)_host.Get($"Get-Command {name}").Single().BaseObject;
        string[] own = [.. command.Parameters.Keys.Except(Cmdlet.CommonParameters).Except(Cmdlet.OptionalCommonParameters)];
        Assert.Empty(own.Except(described));
        Assert.Empty(described.Except(own).Except(Cmdlet.OptionalCommonParameters));

        Assert.True(help.Element(s_command + "details")!.Element(s_maml + "description")!.Value.Trim().Length > 10, "synopsis");
        Assert.True(help.Element(s_maml + "description")!.Value.Trim().Length > 20, "description");
        Assert.True(help.Descendants(s_command + "example").Count() >= 2, "two examples");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_says_what_it_emits_and_takes_WhatIf_where_it_changes_something(string name)
    {
        CmdletInfo command = (CmdletInfo)_host.Get($"Get-Command {name}").Single().BaseObject;
        Assert.NotEmpty(command.OutputType);
        bool onlyReads = name.Split('-')[0] is "Get" or "Find" or "Measure" or "Test" or "Compare" || name == "Save-MlArtifact";
        if (onlyReads && name != "Save-MlArtifact")
        {
            Assert.DoesNotContain("WhatIf", command.Parameters.Keys);
        }
        else if (!onlyReads)
        {
            Assert.Contains("WhatIf", command.Parameters.Keys);
            Assert.Contains("Confirm", command.Parameters.Keys);
        }
    }

    private static string[] Exported()
    {
        Hashtable manifest = (Hashtable)s_manifest.Value;
        return [.. ((object[])manifest["CmdletsToExport"]!).Select(name => name.ToString()!).Order()];
    }

    private static XElement Help(string name)
    {
        XDocument help = XDocument.Load(Path.Combine(Needs.Root, "en-US/MlTrack.PowerShell.dll-Help.xml"));
        return help.Root!.Elements(s_command + "command")
            .Single(command => command.Element(s_command + "details")!.Element(s_command + "name")!.Value.Trim() == name);
    }

    private static readonly Lazy<object> s_manifest = new(() =>
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using PowerShell shell = PowerShell.Create(runspace);
        return shell.AddScript($". ([scriptblock]::Create([IO.File]::ReadAllText('{Path.Combine(Needs.Root, "MlTrack.psd1")}')))")
            .Invoke()[0].BaseObject;
    });
}
