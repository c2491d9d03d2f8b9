namespace MlTrack.Stores.Artifacts.Objects;

/// <summary>An object's content for readers: what breaks is told as an error of ours.</summary>
/// <param name="read">The content.</param>
/// <param name="server">The service, for errors.</param>
internal sealed class ObjectStream(ObjectRead read, string server) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => read.Info.Size;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int got;
        try
        {
            got = read.Content.Read(buffer, offset, count);
        }
        catch (Exception exception) when (exception is not ObjectDisposedException)
        {
            throw ObjectErrors.Unreachable(server, exception);
        }

        if (got == 0 && count > 0 && _position < read.Info.Size)
        {
            throw ObjectErrors.Unreachable(server, cause: null);
        }

        _position += got;
        return got;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            read.Dispose();
        }

        base.Dispose(disposing);
    }
}
