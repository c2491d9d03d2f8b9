using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MlTrack.TestNeeds;

namespace MlTrack.Tests.Shell;

/// <summary>Runs the compared lines once in the runner and once in pwsh.</summary>
public sealed partial class ComparedOutputs : IDisposable
{
    private const string Prologue = """
        param([string]$dir)
        $rows = @(
            [pscustomobject]@{ Name = 'ann'; Group = 'x'; Score = 3.5; Flag = $true; Tags = @('t1', 't2') }
            [pscustomobject]@{ Name = 'Bob'; Group = 'y'; Score = 1; Flag = $false; Tags = @() }
            [pscustomobject]@{ Name = 'cid'; Group = 'x'; Score = 2; Flag = $true; Tags = @('t3') }
            [pscustomobject]@{ Name = 'dot'; Group = 'y'; Score = 4; Flag = $true; Tags = $null }
        )
        function Invoke-Line($number, $block) {
            [Console]::Out.WriteLine("### $number")
            try {
                $text = & $block *>&1 |
                    ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { "ERROR $($_.FullyQualifiedErrorId -replace ',.*') $_" } else { $_ } } |
                    Out-String -Width 100
                [Console]::Out.WriteLine($text)
            } catch {
                [Console]::Out.WriteLine("ENDED BY $($_.FullyQualifiedErrorId -replace ',.*') $_")
            }
        }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("mltrack-compare-").FullName;
    private readonly Lazy<IReadOnlyDictionary<string, string>> _standins;
    private readonly Lazy<IReadOnlyDictionary<string, string>> _originals;

    /// <summary>Prepares both runs.</summary>
    public ComparedOutputs()
    {
        _standins = new(() => Run(script => ShellProcess.Start(script, _folder)));
        _originals = new(() => Run(script => ShellProcess.Start(Needs.Pwsh(), ["-NoProfile", "-NonInteractive", "-File", script, _folder])));
    }

    /// <summary>The lines.</summary>
    public static IReadOnlyList<string> Lines { get; } =
    [
        .. File.ReadLines(Path.Combine(Needs.Root, "tests/MlTrack.PowerShell.Tests/Shell/compared-lines.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal)),
    ];

    /// <summary>What the stand-ins made of a line.</summary>
    /// <param name="line">The line.</param>
    /// <returns>The output.</returns>
    public string OfStandins(string line) => _standins.Value[line];

    /// <summary>What PowerShell made of a line.</summary>
    /// <param name="line">The line.</param>
    /// <returns>The output.</returns>
    public string OfPowerShell(string line) => _originals.Value[line];

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Dictionary<string, string> Run(Func<string, ProcessStartInfo> start)
    {
        foreach (string entry in Directory.EnumerateFileSystemEntries(_folder))
        {
            if (Directory.Exists(entry))
            {
                Directory.Delete(entry, recursive: true);
            }
            else
            {
                File.Delete(entry);
            }
        }

        StringBuilder script = new(Prologue);
        for (int i = 0; i < Lines.Count; i++)
        {
            script.AppendLine(CultureInfo.InvariantCulture, $"Invoke-Line {i} {{ {Lines[i]} }}");
        }

        string path = Path.Combine(Path.GetTempPath(), $"mltrack-compare-{Guid.NewGuid():N}.ps1");
        File.WriteAllText(path, script.ToString());
        try
        {
            string[] parts = Heading().Split(Escape().Replace(ShellProcess.Run(start(path), input: null).Output, ""));
            return Enumerable.Range(0, parts.Length / 2).ToDictionary(
                i => Lines[int.Parse(parts[(2 * i) + 1], CultureInfo.InvariantCulture)], i => parts[(2 * i) + 2]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [GeneratedRegex("^### ([0-9]+)\r?\n", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Escape();
}
