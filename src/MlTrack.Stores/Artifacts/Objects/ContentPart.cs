using Microsoft.Win32.SafeHandles;

namespace MlTrack.Stores.Artifacts.Objects;

/// <summary>A part of a file as a stream of its own; holds no bytes.</summary>
/// <param name="file">The file; it stays open.</param>
/// <param name="name">The file's name, for errors.</param>
/// <param name="start">Where the part starts.</param>
/// <param name="length">Its length in bytes.</param>
internal sealed class ContentPart(SafeFileHandle file, string name, long start, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value is >= 0 && value <= length ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        buffer = buffer[..(int)Math.Min(buffer.Length, length - _position)];
        if (buffer.IsEmpty)
        {
            return 0;
        }

        int read;
        try
        {
            read = RandomAccess.Read(file, buffer, start + _position);
        }
        catch (Exception exception) when (LocalErrors.Covers(exception))
        {
            throw LocalErrors.Reading(name, exception);
        }

        _position += read;
        return read > 0 ? read : throw ArtifactErrors.SourceVanished(name);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Read(buffer.AsSpan(offset, count)));
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
