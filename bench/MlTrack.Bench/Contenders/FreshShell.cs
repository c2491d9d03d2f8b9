using System.Globalization;
using MlTrack.Bench.Timing;

namespace MlTrack.Bench.Contenders;

/// <summary>Runs a script in a new PowerShell that times itself.</summary>
internal sealed class FreshShell(string pwsh)
{
    /// <summary>Runs the script once.</summary>
    /// <returns>What it gave.</returns>
    public Turn Run(string script, string manifest, string folder, IReadOnlyDictionary<string, string>? variables = null)
    {
        string answer = ChildProcess.Run(pwsh, [.. BenchContext.PwshArguments(script), "-Manifest", manifest], folder, variables);
        double[] numbers = [.. answer.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        return new([numbers[0]], numbers[1]);
    }
}
