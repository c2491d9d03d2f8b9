using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace MlTrack.Stores.Artifacts.Objects;

/// <content>Moving contents: in parts where they are large, repeated where a connection broke, verified at the end.</content>
internal abstract partial class ObjectArtifactStore
{
    private const int Attempts = 4;
    private const int Buffer = 1 << 17;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_abort = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public Stream OpenRead(string path, CancellationToken cancellationToken = default)
    {
        string key = KeyOf(ArtifactPaths.Folder(path));
        ObjectRead? read = key.Length == 0 ? null
            : Call(path, token => ReadAsync(key, 0, length: null, version: null, token), cancellationToken);
        return read is null ? throw NotThere(path, cancellationToken) : new ObjectStream(read, Server);
    }

    /// <inheritdoc/>
    public void Download(string path, string localFile, Action<long>? copied, CancellationToken cancellationToken = default)
    {
        string key = KeyOf(ArtifactPaths.Folder(path));
        ObjectRead first = (key.Length == 0 ? null
            : Call(path, token => ReadAsync(key, 0, ObjectParts.Usual, version: null, token), cancellationToken))
            ?? throw NotThere(path, cancellationToken);
        using (first)
        {
            using (SafeFileHandle file = File.OpenHandle(
                localFile, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, FileOptions.None, first.Info.Size))
            {
                Count count = new(copied);
                Call(path, token => FetchAllAsync(key, path, first, file, count, token), count.Tell, cancellationToken);
            }

            if (first.Info.Checksum is { IsCertain: true } checksum && !checksum.Matches(localFile, cancellationToken))
            {
                throw ObjectErrors.Corrupt(path, Server);
            }
        }
    }

    private void Put(ObjectContent content, string key, string path, Action<long>? copied, CancellationToken cancellationToken)
    {
        Count count = new(copied);
        Call(
            path,
            async token =>
            {
                if (content.Length <= ObjectParts.Usual)
                {
                    using Stream whole = content.Open(0, content.Length);
                    await PutWholeAsync(key, whole, content.Md5(0, content.Length, token), token).ConfigureAwait(false);
                    count.Add(content.Length);
                }
                else
                {
                    await PutPartsAsync(key, path, content, count, token).ConfigureAwait(false);
                }
            },
            count.Tell, cancellationToken);
    }

    private async Task PutPartsAsync(string key, string path, ObjectContent content, Count count, CancellationToken cancellationToken)
    {
        long size = ObjectParts.SizeFor(content.Length);
        string upload = await BeginAsync(key, size, cancellationToken).ConfigureAwait(false);
        try
        {
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task<byte[]>? md5 = KeepsWholeMd5 ? Task.Run(() => content.Md5(0, content.Length, stop.Token), stop.Token) : null;
            string[] parts = new string[(content.Length + size - 1) / size];
            try
            {
                await ForAllAsync(
                    ObjectParts.Of(content.Length, size),
                    async (part, token) =>
                    {
                        using Stream stream = content.Open(part.Start, part.Length);
                        parts[part.Number] = await PutPartAsync(
                            key, upload, part.Number, stream, content.Md5(part.Start, part.Length, token), token).ConfigureAwait(false);
                        count.Add(part.Length);
                    },
                    cancellationToken).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // The content is about to be closed.
                await stop.CancelAsync().ConfigureAwait(false);
                await (md5 ?? Task.CompletedTask).ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
                throw;
            }

            await CommitAsync(
                key, upload, parts, md5 is null ? null : await md5.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            await AbortQuietlyAsync(key, upload).ConfigureAwait(false);
            throw;
        }

        if ((await FindObjectAsync(key, cancellationToken).ConfigureAwait(false))?.Size != content.Length)
        {
            throw ObjectErrors.Corrupt(path, Server);
        }
    }

    private async Task AbortQuietlyAsync(string key, string upload)
    {
        using CancellationTokenSource limit = new(s_abort);
        try
        {
            await AbortAsync(key, upload, limit.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // What made the upload fail is what the user should hear of; services drop what is left after some days by their own rules.
        }
    }

    private async Task FetchAllAsync(
        string key, string path, ObjectRead first, SafeFileHandle file, Count count, CancellationToken cancellationToken)
    {
        long size = first.Info.Size;
        await ForAllAsync(
            ObjectParts.Of(size, ObjectParts.Usual),
            (part, token) => FetchAsync(
                key, path, part.Number == 0 ? first : null, first.Info.Version, part.Start, part.Start + part.Length, file, count, token),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task FetchAsync(
        string key,
        string path,
        ObjectRead? read,
        string? version,
        long position,
        long end,
        SafeFileHandle file,
        Count count,
        CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        try
        {
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    read ??= await ReadAsync(key, position, end - position, version, cancellationToken).ConfigureAwait(false);
                    if (read is null || read.Info.Version != version)
                    {
                        throw ObjectErrors.Changed(path);
                    }

                    while (position < end)
                    {
                        int got = await ReadBodyAsync(
                            read.Content, buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - position)), cancellationToken)
                            .ConfigureAwait(false);
                        Write(file, buffer.AsSpan(0, got), position);
                        position += got;
                        attempt = 1;
                        count.Add(got);
                    }

                    return;
                }
                catch (BodyFailure) when (attempt < Attempts)
                {
                    // What has come stays; the rest is asked for anew.
                    await Task.Delay(s_pause * (1 << attempt), cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    read?.Dispose();
                    read = null;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long position)
    {
        try
        {
            RandomAccess.Write(file, bytes, position);
        }
        catch (Exception exception) when (LocalErrors.Covers(exception))
        {
            throw new LocalFailure(exception);
        }
    }

    private static async Task<int> ReadBodyAsync(Stream content, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            int read = await content.ReadAsync(buffer, limit.Token).ConfigureAwait(false);
            return read > 0 ? read : throw new BodyFailure("The content ended early.");
        }
        catch (Exception exception) when (exception is not BodyFailure && !cancellationToken.IsCancellationRequested)
        {
            throw new BodyFailure("The content stopped coming.", exception);
        }
    }

    private static Task ForAllAsync<T>(IEnumerable<T> parts, Func<T, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            parts, new ParallelOptions { MaxDegreeOfParallelism = ObjectParts.AtOnce, CancellationToken = cancellationToken },
            async (part, token) => await work(part, token).ConfigureAwait(false));

    private MlException NotThere(string path, CancellationToken cancellationToken) =>
        Find(path, cancellationToken) is { IsDirectory: true } ? ArtifactErrors.NoFile(path, Uri) : ArtifactErrors.NotFound(path, Uri);

    /// <summary>Adds up what several threads have moved, and tells it on the caller's.</summary>
    private sealed class Count(Action<long>? copied)
    {
        private long _moved;
        private long _told;

        public void Add(long bytes) => Interlocked.Add(ref _moved, bytes);

        public void Tell()
        {
            long moved = Interlocked.Read(ref _moved);
            if (moved > _told)
            {
                long more = moved - _told;
                _told = moved;
                copied?.Invoke(more);
            }
        }
    }
}
