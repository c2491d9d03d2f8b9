namespace MlTrack.Stores.Rest;

/// <summary>The time that a request has: in all, or, where <see cref="Extend"/> is called, since something last moved.</summary>
internal sealed class RestLimit : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly TimeSpan _time;

    public RestLimit(TimeSpan time, CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _time = time;
        Extend();
    }

    public CancellationToken Token => _source.Token;

    public void Extend() => _source.CancelAfter(_time);

    public void Dispose() => _source.Dispose();
}
