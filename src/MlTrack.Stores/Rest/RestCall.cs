namespace MlTrack.Stores.Rest;

/// <summary>One request to a server, as it is sent and, where that is safe, sent again.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path from the server's root, with its query; escaped.</param>
internal sealed record RestCall(HttpMethod Method, string Path)
{
    /// <summary>The JSON body; null for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>
    /// Whether the request may be sent again when its answer was lost. Where it may not, it is repeated only if it never reached the
    /// server.
    /// </summary>
    public bool MayRepeat { get; init; } = true;

    /// <summary>Whether it is repeated at all; a test of the connection is not.</summary>
    public bool Retries { get; init; } = true;

    /// <summary>For messages: what is asked for, without the values that the query holds.</summary>
    public string Name
    {
        get
        {
            int query = Path.IndexOf('?', StringComparison.Ordinal);
            return query < 0 ? Path : Path[..query];
        }
    }
}
