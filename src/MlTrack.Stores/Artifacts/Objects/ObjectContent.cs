namespace MlTrack.Stores.Artifacts.Objects;

/// <summary>What is to be stored: can be read from any place, by several readers at once, and again.</summary>
internal sealed class ObjectContent : IDisposable
{
    private const int InMemory = 1 << 20;

    private readonly FileStream? _file;
    private readonly byte[]? _bytes;

    private ObjectContent(FileStream? file, byte[]? bytes, string name, long length)
    {
        _file = file;
        _bytes = bytes;
        Name = name;
        Length = length;
    }

    /// <summary>What it is, for errors: a local path, or the artifact's own.</summary>
    public string Name { get; }

    /// <summary>The length in bytes, as it was at the start: a log that grows is stored as it was.</summary>
    public long Length { get; }

    /// <summary>The content of a local file.</summary>
    public static ObjectContent OfFile(string path, CancellationToken cancellationToken)
    {
        FileStream file = new(FileCopy.Open(path, out long length), FileAccess.Read, bufferSize: 0);
        if (length > 0)
        {
            return new(file, null, path, length);
        }

        // Some files have content but no length, such as those of /proc.
        using (file)
        {
            FileStream spooled = SpooledFile.Of(file, path, cancellationToken);
            return new(spooled, null, path, spooled.Length);
        }
    }

    /// <summary>What a stream holds from its position on.</summary>
    public static ObjectContent OfStream(Stream content, string name, CancellationToken cancellationToken)
    {
        if (content is MemoryStream memory && memory.Length - memory.Position <= InMemory)
        {
            byte[] bytes = new byte[memory.Length - memory.Position];
            memory.ReadExactly(bytes);
            return new(null, bytes, name, bytes.Length);
        }

        FileStream spooled = SpooledFile.Of(content, name, cancellationToken);
        return new(spooled, null, name, spooled.Length);
    }

    /// <summary>Opens a part of it.</summary>
    public Stream Open(long start, long length) => _bytes is not null
        ? new MemoryStream(_bytes, (int)start, (int)length, writable: false)
        : new ContentPart(_file!.SafeFileHandle, Name, start, length);

    /// <summary>The MD5 of a part.</summary>
    public byte[] Md5(long start, long length, CancellationToken cancellationToken)
    {
        using Stream part = Open(start, length);
        return ObjectChecksum.Compute(part, cancellationToken);
    }

    public void Dispose() => _file?.Dispose();
}
