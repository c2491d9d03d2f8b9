namespace MlTrack.Stores;

/// <summary>Keeps what can be read only once aside, so that it can be sent again and its length is known.</summary>
internal static class SpooledFile
{
    private const int Piece = 1 << 17;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="content">The stream.</param>
    /// <param name="name">What it is, for errors.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A file at its start, which goes when it is disposed.</returns>
    public static FileStream Of(Stream content, string name, CancellationToken cancellationToken)
    {
        FileStream spooled = new(
            Path.Join(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, Piece,
            FileOptions.DeleteOnClose);
        try
        {
            byte[] buffer = new byte[Piece];
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                spooled.Write(buffer, 0, read);
            }

            spooled.Flush();
            spooled.Position = 0;
            return spooled;
        }
        catch (Exception exception)
        {
            spooled.Dispose();
            if (LocalErrors.Covers(exception))
            {
                throw LocalErrors.Reading(name, exception);
            }

            throw;
        }
    }
}
