namespace MlTrack.Stores.Rest;

/// <summary>The body of an answer while it comes. Network trouble is an <see cref="MlException"/>; a wait is over when the limit says so.</summary>
internal sealed class RestStream : Stream
{
    private readonly HttpResponseMessage _response;
    private readonly RestLimit _limit;
    private readonly Func<Exception, Exception> _explain;
    private readonly Stream _body;
    private readonly CancellationTokenRegistration _stop;

    public RestStream(HttpResponseMessage response, RestLimit limit, Func<Exception, Exception> explain)
    {
        _response = response;
        _limit = limit;
        _explain = explain;
        _body = response.Content.ReadAsStream(limit.Token);

        // A read that waits for the network ends when its connection is taken away.
        _stop = limit.Token.UnsafeRegister(static answer => ((HttpResponseMessage)answer!).Dispose(), response);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            int read = _body.Read(buffer);
            _limit.Token.ThrowIfCancellationRequested();
            _limit.Extend();
            return read;
        }
        catch (Exception exception) when (exception is not MlException)
        {
            throw _explain(exception);
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
            _body.Dispose();
            _response.Dispose();
            _limit.Dispose();
        }

        base.Dispose(disposing);
    }
}
