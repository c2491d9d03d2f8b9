using System.Buffers;

namespace MlTrack.Stores.Rest;

internal sealed partial class RestClient
{
    private const int Piece = 1 << 17;

    // Up to this size a body is sent without asking first whether it is wanted.
    private const long Unasked = 1 << 20;

    /// <summary>Sends a body of any size; after a cut it is sent again from its start.</summary>
    /// <param name="call">The request, which may be repeated.</param>
    /// <param name="content">Makes the body anew for each attempt.</param>
    /// <param name="explain">Says why it can't be stored; null if it could.</param>
    /// <param name="cancellationToken">Stops the work at once.</param>
    public void Upload(RestCall call, Func<RestLimit, HttpContent> content, Func<MlException?> explain, CancellationToken cancellationToken) =>
        Repeat(
            call,
            (_, token) =>
            {
                using RestLimit limit = new(_settings.Timeout, token);
                try
                {
                    using HttpResponseMessage response = Follow(call.Method, call.Path, () => content(limit), limit.Token);
                    RestReply reply = RestBody.Read(response, limit.Token);
                    ThrowIfFailed(call, reply, explain);
                    RestAnswers.ThrowIfForeign(reply, Errors);
                    return true;
                }
                catch (Exception exception) when (exception is not MlException)
                {
                    throw Explain(exception, limit.Token, token);
                }
            },
            cancellationToken);

    /// <summary>Writes an answer of any size to a local file; after a cut it is written again from its start.</summary>
    /// <param name="call">The request.</param>
    /// <param name="create">Creates the file, once the answer has begun. What goes wrong with it is thrown as the file system says it.</param>
    /// <param name="copied">Is told the bytes of each piece, and those that didn't count as a negative number.</param>
    /// <param name="explain">Says why there is no such file; null if there is.</param>
    /// <param name="cancellationToken">Stops the work at once.</param>
    public void Download(
        RestCall call, Func<Stream> create, Action<long>? copied, Func<MlException?> explain, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Piece);
        Stream? output = null;
        try
        {
            Repeat(
                call,
                (_, token) =>
                {
                    using RestStream input = Open(call, explain, token);
                    output ??= create();
                    copied?.Invoke(-output.Position);
                    output.Position = 0;
                    output.SetLength(0);
                    for (int read; (read = input.Read(buffer)) > 0;)
                    {
                        output.Write(buffer.AsSpan(0, read));
                        copied?.Invoke(read);
                    }

                    return true;
                },
                cancellationToken);
        }
        finally
        {
            output?.Dispose();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Opens an answer of any size for reading. A cut while it is read is an error of the stream's.</summary>
    /// <param name="call">The request.</param>
    /// <param name="explain">Says why there is no such file; null if there is.</param>
    /// <param name="cancellationToken">Stops the reading at once.</param>
    /// <returns>The content; the caller disposes it.</returns>
    public Stream OpenStream(RestCall call, Func<MlException?> explain, CancellationToken cancellationToken) =>
        Repeat(call, (_, token) => Open(call, explain, token), cancellationToken);

    private RestStream Open(RestCall call, Func<MlException?> explain, CancellationToken cancellationToken)
    {
        RestLimit limit = new(_settings.Timeout, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = Follow(call.Method, call.Path, () => null, limit.Token);
            if (!response.IsSuccessStatusCode)
            {
                RestReply reply = RestBody.Read(response, limit.Token);
                ThrowIfFailed(call, reply, explain);
                throw Errors.Unexpected(reply.Status, null);
            }

            // MLflow sends every file as an attachment, one of HTML too; a page to look at is a portal's.
            if (response.Content.Headers is { ContentDisposition: null, ContentType.MediaType: "text/html" })
            {
                throw RestAnswers.Foreign(Errors);
            }

            return new RestStream(response, limit, exception => Explain(exception, limit.Token, cancellationToken));
        }
        catch (Exception exception)
        {
            response?.Dispose();
            using (limit)
            {
                if (exception is MlException)
                {
                    throw;
                }

                throw Explain(exception, limit.Token, cancellationToken);
            }
        }
    }

    private void ThrowIfFailed(RestCall call, RestReply reply, Func<MlException?> explain)
    {
        if ((int)reply.Status is 400 or 404 or 500 && explain() is { } reason)
        {
            throw reason;
        }

        RestAnswers.ThrowIfFailed(call, reply, Errors);
    }
}
