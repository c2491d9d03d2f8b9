using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace MlTrack.Stores;

/// <summary>Copies and compares the content of local files, in pieces small enough that a stop is noticed at once.</summary>
/// <remarks>
/// What goes wrong on the writing side is thrown as the file system says it: the caller knows the name that the file will have.
/// </remarks>
internal static class FileCopy
{
    private const int Piece = 1 << 20;

    /// <summary>Opens a file for reading, whoever else has it open; a folder, a pipe or a device is refused.</summary>
    /// <returns>The handle, and the length that the file had then.</returns>
    public static SafeFileHandle Open(string path, out long length)
    {
        try
        {
            FileInfo info = new(path);
            if (info.Length == 0 && SpecialFiles.IsSpecial(path))
            {
                throw ArtifactErrors.NotRegular(path);
            }

            SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            length = RandomAccess.GetLength(handle);
            return handle;
        }
        catch (Exception exception) when (LocalErrors.Covers(exception))
        {
            throw LocalErrors.Reading(path, exception);
        }
    }

    /// <summary>Copies a local file to a new one that gets its permissions, as MLflow does.</summary>
    /// <remarks>
    /// What counts is the length at the start: a log that grows is copied as it was, one that is cut short meanwhile is an error. A file
    /// that reports no length is read to its end, because those of /proc say so.
    /// </remarks>
    public static void ToNewFile(string source, string destination, Action<long>? copied, CancellationToken cancellationToken)
    {
        using SafeFileHandle input = Open(source, out long length);
        using FileStream output = Create(destination, OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(input));
        long limit = length == 0 ? long.MaxValue : length;
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(limit, Piece));
        try
        {
            long done = 0;
            while (done < limit)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int read = Read(input, source, buffer.AsSpan(0, (int)Math.Min(buffer.Length, limit - done)), done);
                if (read == 0)
                {
                    break;
                }

                output.Write(buffer.AsSpan(0, read));
                done += read;
                copied?.Invoke(read);
            }

            if (done < length)
            {
                throw ArtifactErrors.SourceVanished(source);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Copies what a stream holds to a new file.</summary>
    public static void ToNewFile(Stream source, string destination, Action<long>? copied, CancellationToken cancellationToken)
    {
        using FileStream output = Create(destination, mode: null);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int read = source.Read(buffer, 0, buffer.Length);
                if (read == 0)
                {
                    return;
                }

                output.Write(buffer.AsSpan(0, read));
                copied?.Invoke(read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether two local files have the same bytes.</summary>
    public static bool AreSame(string left, string right, CancellationToken cancellationToken)
    {
        using SafeFileHandle first = Open(left, out long length);
        using SafeFileHandle second = Open(right, out long otherLength);
        if (length != otherLength)
        {
            return false;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(Piece);
        byte[] other = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            for (long done = 0; done < length;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int read = Read(first, left, buffer.AsSpan(0, Piece), done);
                if (read == 0 || !SamePiece(second, right, buffer.AsSpan(0, read), other, done))
                {
                    return false;
                }

                done += read;
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<byte>.Shared.Return(other);
        }
    }

    /// <summary>Whether a stream holds what a local file does.</summary>
    public static bool IsSame(Stream stored, string localFile, CancellationToken cancellationToken)
    {
        using FileStream local = new(Open(localFile, out _), FileAccess.Read, bufferSize: 0);
        byte[] left = new byte[Piece];
        byte[] right = new byte[Piece];
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int read = stored.ReadAtLeast(left, left.Length, throwOnEndOfStream: false);
            int other = local.ReadAtLeast(right, right.Length, throwOnEndOfStream: false);
            if (read != other || !left.AsSpan(0, read).SequenceEqual(right.AsSpan(0, other)))
            {
                return false;
            }

            if (read < left.Length)
            {
                return true;
            }
        }
    }

    private static bool SamePiece(SafeFileHandle handle, string path, ReadOnlySpan<byte> expected, byte[] buffer, long position)
    {
        while (!expected.IsEmpty)
        {
            int read = Read(handle, path, buffer.AsSpan(0, expected.Length), position);
            if (read == 0 || !expected[..read].SequenceEqual(buffer.AsSpan(0, read)))
            {
                return false;
            }

            expected = expected[read..];
            position += read;
        }

        return true;
    }

    private static FileStream Create(string path, UnixFileMode? mode)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
            BufferSize = 0,
        };
        if (mode is { } given && !OperatingSystem.IsWindows())
        {
            // Never more than the user's umask allows, never set-user-id, and always open to the owner.
            const UnixFileMode Special = UnixFileMode.SetUser | UnixFileMode.SetGroup | UnixFileMode.StickyBit;
            options.UnixCreateMode = (given & ~Special) | UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private static int Read(SafeFileHandle handle, string path, Span<byte> buffer, long position)
    {
        try
        {
            return RandomAccess.Read(handle, buffer, position);
        }
        catch (Exception exception) when (LocalErrors.Covers(exception))
        {
            throw LocalErrors.Reading(path, exception);
        }
    }
}
