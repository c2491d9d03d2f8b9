using System.Buffers;
using System.Net.Http.Headers;

namespace MlTrack.Stores.Rest;

/// <summary>Reads the whole body of an answer, with a limit, so that an endless one can't fill the memory.</summary>
internal static class RestBody
{
    private const int Piece = 1 << 16;

    // The largest page that we ask for has a few hundred megabytes at most.
    private const long Limit = 1L << 30;

    /// <summary>Reads an answer.</summary>
    /// <param name="response">The answer, whose headers have come.</param>
    /// <param name="cancellationToken">Stops the reading at once.</param>
    /// <returns>Status and body.</returns>
    public static RestReply Read(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // A read that waits for the network ends when its connection is taken away.
        using CancellationTokenRegistration stop = cancellationToken.UnsafeRegister(
            static answer => ((HttpResponseMessage)answer!).Dispose(), response);
        try
        {
            using Stream stream = response.Content.ReadAsStream(cancellationToken);
            long length = response.Content.Headers.ContentLength ?? 0;
            ArrayBufferWriter<byte> body = new((int)Math.Clamp(length, 256, 1 << 24));
            while (true)
            {
                int read = stream.Read(body.GetSpan(Piece));
                if (read == 0)
                {
                    break;
                }

                body.Advance(read);
                if (body.WrittenCount > Limit)
                {
                    throw new InvalidDataException("The answer is larger than 1 GiB.");
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
            return new RestReply(response.StatusCode, body.WrittenMemory) { RetryAfter = Wait(response.Headers.RetryAfter) };
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private static TimeSpan? Wait(RetryConditionHeaderValue? header)
    {
        TimeSpan? wait = header?.Delta ?? (header?.Date is { } date ? date - DateTimeOffset.UtcNow : null);

        // Not to wait at all would spend every repetition within a moment; as in MLflow, the usual waits count then.
        return wait > TimeSpan.Zero ? wait : null;
    }
}
