using System.Net;

namespace MlTrack.Stores.Rest.Artifacts;

/// <summary>Sends a part of a stream, piece by piece, and tells each.</summary>
internal sealed class UploadContent : HttpContent
{
    private const int Piece = 1 << 17;

    private readonly Stream _source;
    private readonly string _name;
    private readonly long _length;
    private readonly RestLimit _limit;
    private readonly Action<long> _sent;

    public UploadContent(Stream source, string name, long length, RestLimit limit, Action<long> sent)
    {
        _source = source;
        _name = name;
        _length = length;
        _limit = limit;
        _sent = sent;
        Headers.ContentType = new("application/octet-stream");
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[Math.Min(Piece, Math.Max(_length, 1))];
        for (long left = _length; left > 0;)
        {
            int read = Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, left)));
            if (read == 0)
            {
                throw ArtifactErrors.SourceVanished(_name);
            }

            stream.Write(buffer, 0, read);
            left -= read;
            _limit.Extend();
            _sent(read);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        SerializeToStream(stream, context, CancellationToken.None);
        return Task.CompletedTask;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    private int Read(Span<byte> buffer)
    {
        try
        {
            return _source.Read(buffer);
        }
        catch (Exception exception) when (LocalErrors.Covers(exception))
        {
            throw LocalErrors.Reading(_name, exception);
        }
    }
}
