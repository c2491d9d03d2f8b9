using System.Text.RegularExpressions;
using MlTrack.TestNeeds;

namespace MlTrack.Tests.Shell;

/// <summary>The stand-ins against the commands that they stand in for.</summary>
public sealed partial class ComparisonTests : IClassFixture<ComparedOutputs>
{
    private const string DescribeParameters = """
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
        foreach ($name in $names) {
            $parameters = foreach ($parameter in (Get-Command $name).Parameters.Values) {
                if ($parameter.Name -notin $common) {
                    $sets = foreach ($set in $parameter.ParameterSets.GetEnumerator()) {
                        $details = $set.Value
                        "$($set.Key):$([int]$details.IsMandatory)$(if ($details.Position -ge 0) { $details.Position } else { '-' })" +
                        "$([int]$details.ValueFromPipeline)$([int]$details.ValueFromPipelineByPropertyName)$([int]$details.ValueFromRemainingArguments)"
                    }
                    "$($parameter.Name)($($parameter.Aliases -join ','))=$(($sets | Sort-Object) -join ',')"
                }
            }
            [Console]::Out.WriteLine("$name $(($parameters | Sort-Object) -join ' ')")
        }
        """;

    private readonly ComparedOutputs _outputs;

    public ComparisonTests(ComparedOutputs outputs) => _outputs = outputs;

    public static TheoryData<string> Lines => [.. ComparedOutputs.Lines];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_gives_what_it_gives_in_PowerShell(string line)
    {
        Needs.Pwsh();

        Assert.Equal(_outputs.OfPowerShell(line), _outputs.OfStandins(line));
    }

    [Fact]
    public void Parameters_are_those_of_the_originals()
    {
        string pwsh = Needs.Pwsh();
        string manifest = File.ReadAllText(Path.Combine(Needs.Root, "src/MlTrack.Shell/Modules/MlTrack.Shell/MlTrack.Shell.psd1"));
        string[] names = [.. Quoted().Matches(manifest).Select(match => match.Groups[1].Value)];
        string script = Path.Combine(Path.GetTempPath(), $"mltrack-parameters-{Guid.NewGuid():N}.ps1");
        File.WriteAllText(script, $"$names = '{string.Join("', '", names)}'\n{DescribeParameters}");
        try
        {
            string[] ours = Describe(ShellProcess.Run(script));
            string[] theirs = Describe(ShellProcess.Run(ShellProcess.Start(pwsh, ["-NoProfile", "-File", script]), input: null));

            Assert.Equal(names.Length, theirs.Length);
            Assert.Equal(string.Join('\n', theirs.Select(WithoutRefused)), string.Join('\n', ours.Select(WithoutRefused)));
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static string[] Describe(ShellProcess process) => process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Leaves of a refused parameter only the name: that is all that a stand-in knows of it.</summary>
    private static string WithoutRefused(string command)
    {
        string[] parts = command.Split(' ');
        List<string> refused = RefusedParametersOf(parts[0]);
        return string.Join(' ', parts.Select(part => refused.Find(name => part.StartsWith(name + "(", StringComparison.Ordinal)) ?? part)
            .Order(StringComparer.Ordinal));
    }

    private static List<string> RefusedParametersOf(string command)
    {
        string type = "MlTrack.Shell.Standins." + command.Replace("-", "", StringComparison.Ordinal) + "Command";
        return typeof(MlTrack.Shell.Standins.SelectObjectCommand).Assembly.GetType(type, throwOnError: true)!
            .GetCustomAttributes(typeof(MlTrack.Shell.Standins.Support.NotInStandinAttribute), inherit: true)
            .Cast<MlTrack.Shell.Standins.Support.NotInStandinAttribute>().SelectMany(attribute => attribute.Parameters).ToList();
    }

    [GeneratedRegex("^        '([A-Za-z]+-[A-Za-z]+)'", RegexOptions.Multiline)]
    private static partial Regex Quoted();
}
