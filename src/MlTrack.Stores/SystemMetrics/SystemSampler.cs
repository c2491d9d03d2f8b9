namespace MlTrack.Stores.SystemMetrics;

/// <summary>Looks at all parts of the machine; a part that can't be read is left out from then on.</summary>
internal sealed class SystemSampler : IDisposable
{
    private readonly List<ISystemSource> _sources = [];

    /// <summary>Takes the values that later ones are compared with.</summary>
    /// <param name="interval">The time between two samples.</param>
    public SystemSampler(TimeSpan interval)
    {
        Add(() => MachineSource.ThisMachine() is { } machine ? new MachineSource(machine) : null);
        Add(() => new DiskSource());
        Add(() => new NetworkSource());
        Add(() => NvidiaSource.TryStart(interval));
    }

    /// <summary>What could not be read, and why; null if all could.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads what there is now.</summary>
    /// <param name="sample">Where to write it.</param>
    public void Read(SystemSample sample)
    {
        foreach (ISystemSource source in _sources.ToArray())
        {
            if (Try(() => source.Read(sample), source.GetType()))
            {
                continue;
            }

            source.Dispose();
            _sources.Remove(source);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ISystemSource source in _sources)
        {
            source.Dispose();
        }

        _sources.Clear();
    }

    private void Add<T>(Func<T?> make)
        where T : class, ISystemSource =>
        Try(
            () =>
            {
                if (make() is { } source)
                {
                    _sources.Add(source);
                }
            },
            typeof(T));

    // Whatever a part of some machine answers, a run must not fail of it.
    private bool Try(Action action, Type source)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Problem ??= $"{source.Name[..^"Source".Length]} can't be read: {failure.Message}";
            return false;
        }
    }
}
