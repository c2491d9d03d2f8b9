using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Interop.Tests.Tools;

[assembly: AssemblyFixture(typeof(MlflowProcesses))]

namespace MlTrack.Interop.Tests.Mlflow;

/// <summary>A running MLflow that answers questions, one at a time. Importing MLflow takes seconds, so one process serves many tests.</summary>
internal sealed class MlflowProcess : IDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_answer = TimeSpan.FromMinutes(2);
    private static readonly ConcurrentDictionary<string, Lazy<MlflowProcess>> s_shared = new();

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly Lock _lock = new();

    private MlflowProcess(string version)
    {
        string agent = Path.Combine(AppContext.BaseDirectory, "mlflow_agent.py");
        _process = Process.Start(new ProcessStartInfo(MlflowInstall.Python(version), [agent])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            Environment = { ["MLFLOW_DISABLE_TELEMETRY"] = "true", ["DO_NOT_TRACK"] = "true" },
        })!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        _process.BeginErrorReadLine();
        Version = (string)Ask("hello", limit: s_start)!["version"]!;
    }

    /// <summary>What MLflow says it is.</summary>
    public string Version { get; }

    /// <summary>The process of a version that all tests use.</summary>
    public static MlflowProcess Shared(string version) => s_shared.GetOrAdd(version, v => new(() => new MlflowProcess(v))).Value;

    /// <summary>A process of one's own, to do something at the same time as others.</summary>
    public static MlflowProcess Start(string version) => new(version);

    /// <summary>Asks; an error of MLflow's is a <see cref="ToolException"/> with MLflow's code.</summary>
    public JsonNode? Ask(string question, string? uri = null, JsonObject? args = null, TimeSpan? limit = null, string? folder = null)
    {
        TimeSpan patience = limit ?? s_answer;
        JsonObject line = new()
        {
            ["op"] = question,
            ["uri"] = uri,
            ["folder"] = folder,
            ["args"] = args?.DeepClone(),
            ["limit"] = (int)patience.TotalSeconds,
        };
        lock (_lock)
        {
            _process.StandardInput.WriteLine(line.ToJsonString());
            _process.StandardInput.Flush();
            JsonNode answer = JsonNode.Parse(ReadLine(question, patience))!;
            return answer["error"] is { } error
                ? throw new ToolException((string)error["code"]!, (string)error["message"]!)
                : answer["ok"]?.DeepClone();
        }
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(2)))
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException)
        {
            // It has ended by itself.
        }

        _process.Dispose();
    }

    internal static void EndShared()
    {
        foreach (Lazy<MlflowProcess> process in s_shared.Values)
        {
            try
            {
                process.Value.Dispose();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // It never started: the tests have said so.
            }
        }
    }

    private string ReadLine(string question, TimeSpan patience)
    {
        using CancellationTokenSource stop = new(patience);
        string? line = null;
        try
        {
            line = _process.StandardOutput.ReadLineAsync(stop.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        if (line is null)
        {
            lock (_errors)
            {
                throw new InvalidOperationException(
                    $"MLflow gave no answer to '{question}' in {patience}. It said: {_errors}");
            }
        }

        return line;
    }
}

/// <summary>Ends the shared processes when the tests have run.</summary>
public sealed class MlflowProcesses : IDisposable
{
    public void Dispose() => MlflowProcess.EndShared();
}
