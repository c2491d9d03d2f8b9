using System.Diagnostics;
using System.Globalization;
using MlTrack.TestNeeds;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Shell;

/// <summary>The runner as its callers see it: exit codes, streams, arguments, signals.</summary>
public sealed class RunnerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mltrack-runner-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("function f { exit 4 }; f; 'not reached'", 4)]
    [InlineData("throw 'boom'", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; Write-Error 'boom'; 'not reached'", 1)]
    [InlineData("if (", 1)]
    [InlineData("Write-Error 'boom'; 'reached'", 0)]
    [InlineData("'reached'", 0)]
    public void The_exit_code_is_the_scripts(string script, int code)
    {
        ShellProcess result = ShellProcess.Run(Script(script));

        Assert.Equal(code, result.ExitCode);
        Assert.Equal(script.Contains("'reached'", StringComparison.Ordinal) ? "reached\n" : "", Lines(result.Output));
        Assert.Equal(code == 1 || script.Contains("boom", StringComparison.Ordinal), result.Errors.Length > 0);
    }

    [Fact]
    public void Errors_go_to_standard_error_with_their_position()
    {
        string script = Script("'before'\nGet-Item nowhere\nthrow 'boom'");

        ShellProcess result = ShellProcess.Run(script);

        Assert.Equal("before\n", Lines(result.Output));
        Assert.Contains($"Get-Item: {script}:2", result.Errors, StringComparison.Ordinal);
        Assert.Contains("Get-Item nowhere", result.Errors, StringComparison.Ordinal);
        Assert.Contains("| boom", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Errors);
    }

    [Fact]
    public void Arguments_bind_by_name_by_position_and_as_switches()
    {
        string script = Script("""
            param([string]$Name, [int]$Count, [switch]$Flag, [switch]$Other)
            "$Name|$Count|$Flag|$Other|$args|$(Split-Path -Leaf $PSCommandPath)"
            """);

        Assert.Equal("n|3|True|False||script.ps1\n", Lines(ShellProcess.Run(script, "-Name", "n", "-Flag", "-Count:3").Output));
        Assert.Equal("a b|4|False|True|x|script.ps1\n", Lines(ShellProcess.Run(script, "a b", "-Flag:$false", "4", "-Other:$true", "x").Output));
    }

    [Fact]
    public void A_line_runs_with_Command()
    {
        ShellProcess result = ShellProcess.Run("-NoProfile", "-Command", "1..3 | Measure-Object -Sum | Select-Object -ExpandProperty Sum;", "exit", "5");

        Assert.Equal("6\n", Lines(result.Output));
        Assert.Equal(5, result.ExitCode);
    }

    [Fact]
    public void Without_either_standard_input_runs()
    {
        ShellProcess result = ShellProcess.RunWithInput("function f {\n  'from f'\n}\nf\nexit 6\n");

        Assert.Equal("from f\n", Lines(result.Output));
        Assert.Equal(6, result.ExitCode);
    }

    [Fact]
    public void A_command_line_that_makes_no_sense_is_refused()
    {
        ShellProcess result = ShellProcess.Run("nowhere.ps1");

        Assert.Equal(64, result.ExitCode);
        Assert.Contains("nowhere.ps1", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void The_module_is_loaded_and_the_standins_are_no_part_of_it()
    {
        string script = Script("""
            "$((Get-Command Get-MlTrackingUri).Source) $((Get-Command Group-Object).Source) $((Get-Module MlTrack).Version)"
            [MlTrack.MlRun].Assembly.GetName().Name
            (Get-Module MlTrack).ModuleBase
            $env:MLTRACK_CONFIGURATION
            """);

        string[] lines = ShellProcess.Run(script).Output.Split('\n', StringSplitOptions.TrimEntries);

        Assert.Equal("MlTrack MlTrack.Shell 0.1.0", lines[0]);
        Assert.Equal("MlTrack", lines[1]);
        Assert.Equal(Path.TrimEndingDirectorySeparator(Needs.Root), Path.TrimEndingDirectorySeparator(lines[2]));
        Assert.Equal(PowerShellHost.Configuration, lines[3]);
    }

    [Fact]
    public void Output_is_shown_through_the_modules_views_without_colours()
    {
        string script = Script("New-MlExperiment shown | Select-Object -First 1\nGet-MlTrackingUri | Format-List Backend");

        ShellProcess result = Run(script, start => start.WorkingDirectory = _folder);

        Assert.Contains("shown", result.Output, StringComparison.Ordinal);
        Assert.Matches("ExperimentId +Name", result.Output.ReplaceLineEndings(" ").Replace("Id ", "ExperimentId ", StringComparison.Ordinal));
        Assert.Contains("Backend : SQLite", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Fact]
    public void Nothing_asks_and_progress_is_silent()
    {
        string script = Script("""
            Write-Progress 'Working' -PercentComplete 50
            $folder = New-Item -ItemType Directory (Join-Path $PSScriptRoot full)
            $null = New-Item (Join-Path $folder file)
            Remove-Item $folder
            Test-Path $folder
            """);

        ShellProcess result = ShellProcess.Run(script);

        Assert.Equal("True\n", Lines(result.Output));
        Assert.Contains("NonInteractive", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Runspaces_that_a_script_opens_find_the_standins()
    {
        string script = Script("1..2 | ForEach-Object -Parallel { $_ | Measure-Object -Sum | ForEach-Object Sum } | Sort-Object");

        Assert.Equal("1\n2\n", Lines(ShellProcess.Run(script).Output));
    }

    [Fact]
    public void It_runs_without_a_home()
    {
        ShellProcess result = Run(Script("'fine'"), start =>
        {
            start.Environment.Remove("HOME");
            start.Environment.Remove("USERPROFILE");
            start.Environment["TERM"] = "dumb";
        });

        Assert.Equal(("fine\n", "", 0), (Lines(result.Output), result.Errors, result.ExitCode));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_stops_the_pipeline_at_once(string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no signals to send.");
        }

        if (signal == "INT" && IsInterruptIgnored())
        {
            Assert.Skip("SIGINT is ignored in this process, as in a script's background, and so in those that it starts.");
        }

        string script = Script("try { 'started'; Start-Sleep 120 } finally { [Console]::Out.WriteLine('cleaned') }\n'not reached'");
        using Process process = Process.Start(ShellProcess.Start(script))!;
        string? started = process.StandardOutput.ReadLine();
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using (Process kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        ShellProcess result = ShellProcess.Wait(process, output, errors);

        Assert.Equal("started", started);
        Assert.Equal("cleaned\n", Lines(result.Output));
        Assert.Equal(130, result.ExitCode);
    }

    private static bool IsInterruptIgnored()
    {
        const string Status = "/proc/self/status";
        const string Prefix = "SigIgn:";
        string? ignored = File.Exists(Status)
            ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Prefix, StringComparison.Ordinal))
            : null;

        // SIGINT is signal 2, the second bit of the mask.
        return ignored is not null && (ulong.Parse(ignored[Prefix.Length..], NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 2) != 0;
    }

    private string Script(string text)
    {
        string path = Path.Combine(_folder, "script.ps1");
        File.WriteAllText(path, text);
        return path;
    }

    private static ShellProcess Run(string script, Action<ProcessStartInfo> change)
    {
        ProcessStartInfo start = ShellProcess.Start(script);
        change(start);
        return ShellProcess.Run(start, input: null);
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n");
}
