using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;
using MlTrack.Shell.Engine;

namespace MlTrack.Shell.Hosting;

/// <summary>Runs one script or text in an engine of its own, with the module loaded.</summary>
public sealed class ShellRunner
{
    private const int Failed = 1;
    private const int Interrupted = 130;

    private readonly ShellOptions _options;
    private readonly ShellHost _host = new();
    private readonly Lock _lock = new();
    private Pipeline? _pipeline;
    private bool _stopped;

    /// <summary>Prepares a run.</summary>
    /// <param name="options">What to run.</param>
    public ShellRunner(ShellOptions options) => _options = options;

    /// <summary>Runs it.</summary>
    /// <returns>The exit code of the process.</returns>
    public int Run()
    {
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        string? manifest = ModuleLocator.Find(AppContext.BaseDirectory);
        if (manifest is null)
        {
            Console.Error.WriteLine($"{ModuleLocator.Manifest} is in no folder above '{AppContext.BaseDirectory}'. Run this from a clone.");
            return Failed;
        }

        using Runspace runspace = RunspaceFactory.CreateRunspace(_host, ShellSession.Create(manifest));
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        int code = ShellSession.ReportImportErrors(runspace, _host) ? Failed : Invoke(runspace);

        // Closing tells the module that the process ends in an orderly way.
        runspace.Close();
        Console.Out.Flush();
        return code;
    }

    private int Invoke(Runspace runspace)
    {
        Command command;
        if (_options.ScriptPath is not null)
        {
            command = new Command(_options.ScriptPath, isScript: false, useLocalScope: false);
            foreach (CommandParameter argument in _options.Arguments)
            {
                command.Parameters.Add(argument);
            }

            EngineInternals.LetExitLeaveScript(runspace);
        }
        else
        {
            string text = _options.CommandText ?? Console.In.ReadToEnd();
            if (string.IsNullOrWhiteSpace(text))
            {
                return 0;
            }

            command = new Command(text, isScript: true, useLocalScope: false);
        }

        Exception? error = InvokePipeline(runspace, command);
        if (_stopped)
        {
            return Interrupted;
        }

        if (error is not null)
        {
            Report(runspace, error);
            return Failed;
        }

        return _host.ExitCode ?? 0;
    }

    private Exception? InvokePipeline(Runspace runspace, Command command)
    {
        // Errors go with the output to Out-Default, which knows where each belongs and keeps their order.
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        using Pipeline pipeline = runspace.CreatePipeline();
        pipeline.Commands.Add(command);
        pipeline.Commands.Add(new Command("Out-Default", isScript: false, useLocalScope: true));
        pipeline.Input.Close();
        lock (_lock)
        {
            if (_stopped)
            {
                return null;
            }

            _pipeline = pipeline;
        }

        try
        {
            pipeline.Invoke();
            return null;
        }
        catch (Exception exception) when (exception is RuntimeException or InvalidPipelineStateException)
        {
            return exception;
        }
        finally
        {
            lock (_lock)
            {
                _pipeline = null;
            }
        }
    }

    private void Report(Runspace runspace, Exception exception)
    {
        ErrorRecord record = (exception as IContainsErrorRecord)?.ErrorRecord
            ?? new ErrorRecord(exception, "MlTrackShellFailed", ErrorCategory.NotSpecified, null);
        try
        {
            using Pipeline pipeline = runspace.CreatePipeline();
            pipeline.Input.Write(EngineInternals.ForErrorStream(record));
            pipeline.Input.Close();
            pipeline.Commands.Add(new Command("Out-Default", isScript: false, useLocalScope: true));
            pipeline.Invoke();
        }
        catch (RuntimeException)
        {
            // A view that fails must not hide the error that it was to show.
            _host.UI.WriteErrorLine(exception.Message);
        }
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_lock)
        {
            if (_stopped)
            {
                // Asked twice: whatever still holds the pipeline has had its chance.
                Environment.Exit(Interrupted);
            }

            _stopped = true;
            _pipeline?.StopAsync();
        }
    }
}
