namespace MlTrack.Shell.Engine;

/// <summary>A file opened to write.</summary>
public sealed class OutputFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly FileInfo? _readOnly;
    private bool _disposed;

    /// <summary>Takes over an open file.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="writer">The writer on it.</param>
    /// <param name="readOnly">The file, if it was made writable for this.</param>
    public OutputFile(FileStream stream, StreamWriter writer, FileInfo? readOnly)
    {
        _stream = stream;
        Writer = writer;
        _readOnly = readOnly;
    }

    /// <summary>The writer.</summary>
    public StreamWriter Writer { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Writer.Dispose();
        _stream.Dispose();
        if (_readOnly is not null)
        {
            _readOnly.Attributes |= FileAttributes.ReadOnly;
        }
    }
}
