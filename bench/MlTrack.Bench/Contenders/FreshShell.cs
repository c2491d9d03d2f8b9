using System.Globalization;

namespace MlTrack.Bench.Contenders;

/// <summary>Runs a script in a new PowerShell that times itself.</summary>
internal sealed class FreshShell(string pwsh)
{
    private readonly List<double> _worked = [];

    /// <summary>The median of the processors' milliseconds so far: a figure that other work on the machine hardly moves.</summary>
    public double Worked => _worked.Order().ElementAt(_worked.Count / 2);

    /// <summary>Runs the script once.</summary>
    /// <returns>The milliseconds that passed.</returns>
    public double[] Run(string script, string manifest, string folder, IReadOnlyDictionary<string, string>? variables = null)
    {
        string answer = ChildProcess.Run(pwsh, [.. BenchContext.PwshArguments(script), "-Manifest", manifest], folder, variables);
        double[] numbers = [.. answer.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        _worked.Add(numbers[1]);
        return [numbers[0]];
    }
}
