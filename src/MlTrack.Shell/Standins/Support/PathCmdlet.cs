using System.Collections.ObjectModel;
using System.Management.Automation;
using MlTrack.Shell.Engine;
using DriveNotFoundException = System.Management.Automation.DriveNotFoundException;

namespace MlTrack.Shell.Standins.Support;

/// <summary>What commands over files and other items of providers do.</summary>
public abstract class PathCmdlet : StandinCmdlet
{
    private readonly List<ProviderContext> _contexts = [];
    private object? _parameters;

    private protected virtual bool IsLiteral => false;

    private protected virtual bool IsForced => false;

    private protected virtual bool IsPassThru => true;

    private protected virtual ItemFilter Filters => default;

    /// <inheritdoc/>
    public sealed override object? GetDynamicParameters()
    {
        object? parameters = null;
        Ignore(() => parameters = GetProviderParameters(NewContext()));
        _parameters = parameters;
        return parameters ?? base.GetDynamicParameters();
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        foreach (ProviderContext context in _contexts)
        {
            context.Stop();
        }
    }

    private protected virtual object? GetProviderParameters(ProviderContext context) => null;

    private protected ProviderContext NewContext(bool withFilters = true)
    {
        ProviderContext context = ProviderContext.For(this);
        context.IsLiteral = IsLiteral;
        context.Force = IsForced;
        context.PassThru = IsPassThru;
        context.DynamicParameters = _parameters;
        if (withFilters)
        {
            context.SetFilters(Filters.Include, Filters.Exclude, Filters.Filter);
        }

        _contexts.Add(context);
        return context;
    }

    /// <summary>Does something for one path; what is wrong with the path is an error of its own.</summary>
    private protected bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (RuntimeException exception) when (IsAboutPath(exception))
        {
            WriteError(new ErrorRecord(exception.ErrorRecord, exception));
        }
        catch (PSNotSupportedException exception)
        {
            WriteError(new ErrorRecord(exception.ErrorRecord, exception));
        }
        catch (PSArgumentException exception)
        {
            WriteError(new ErrorRecord(exception.ErrorRecord, exception));
        }

        return false;
    }

    /// <summary>Does something for one path; what is wrong with the path doesn't matter.</summary>
    private protected static void Ignore(Action action)
    {
        try
        {
            action();
        }
        catch (RuntimeException exception) when (IsAboutPath(exception))
        {
        }
        catch (PSNotSupportedException)
        {
        }
    }

    private protected IReadOnlyList<PathInfo> ResolvePath(string path, ProviderContext context)
    {
        IReadOnlyList<PathInfo> found = [];
        Try(() => found = context.Call<Collection<PathInfo>>(
            SessionState.Path, "GetResolvedPSPathFromPSPath", path, context));
        return found;
    }

    private static bool IsAboutPath(RuntimeException exception) =>
        exception is ItemNotFoundException or ProviderNotFoundException or DriveNotFoundException;
}
