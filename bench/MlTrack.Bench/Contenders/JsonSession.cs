using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using MlTrack.Bench.Timing;

namespace MlTrack.Bench.Contenders;

/// <summary>A warm process that answers a line of JSON with a line of JSON.</summary>
internal sealed class JsonSession : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    public JsonSession(string program, IEnumerable<string> arguments, string folder)
    {
        _process = ChildProcess.Start(program, arguments, folder);
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>Asks for something.</summary>
    /// <param name="what">The action.</param>
    /// <param name="with">What it needs.</param>
    /// <returns>The answer.</returns>
    public JsonNode Ask(string what, params (string Name, JsonNode Value)[] with)
    {
        JsonObject request = new() { ["do"] = what };
        foreach ((string name, JsonNode value) in with)
        {
            request[name] = value.DeepClone();
        }

        _process.StandardInput.WriteLine(request.ToJsonString());
        _process.StandardInput.Flush();
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            // What a module or a library prints on its own is not ours.
            if (line.StartsWith('{'))
            {
                JsonNode answer = JsonNode.Parse(line)!;
                return answer["error"] is { } error ? throw new InvalidOperationException($"{what}: {error}") : answer;
            }
        }

        lock (_errors)
        {
            throw new InvalidOperationException($"{what}: the process ended. {_errors}");
        }
    }

    /// <summary>Asks for a measure.</summary>
    /// <returns>What it gave.</returns>
    public Turn Times(string what, params (string Name, JsonNode Value)[] with) => Times(Ask(what, with));

    public static Turn Times(JsonNode answer) =>
        new([.. answer["ms"]!.AsArray().Select(number => number!.GetValue<double>())], answer["cpu"]?.GetValue<double>() ?? double.NaN);

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (IOException)
        {
            // It has gone already.
        }

        _process.Dispose();
    }
}
