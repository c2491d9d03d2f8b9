namespace MlTrack.Stores.Uris;

/// <summary>An MLflow server. Credentials are taken out of the URI at once; nothing else ever shows them.</summary>
internal sealed record RestAddress : StoreAddress
{
    private RestAddress(Uri root)
        : base(MlBackend.REST, root.AbsoluteUri.TrimEnd('/')) => Root = root;

    /// <summary>Where the server's paths start; ends with a slash.</summary>
    public Uri Root { get; }

    /// <summary>What the URI said about who asks; null if nothing.</summary>
    public MlServerCredential? Credential { get; private init; }

    public static RestAddress ParseHttp(string uri)
    {
        ServerAddress server = ServerAddress.Parse(uri, MlBackend.REST);
        int start = uri.IndexOf("://", StringComparison.Ordinal) + 3;
        int end = uri.AsSpan(start).IndexOfAny('/', '?', '#');
        string authority = end < 0 ? uri[start..] : uri[start..(start + end)];
        string path = end < 0 ? "/" : uri[(start + end)..];
        if (path.AsSpan().IndexOfAny('?', '#') >= 0)
        {
            throw UriErrors.Invalid(uri, "has a part after '?' or '#', which a server's address can't have.");
        }

        string scheme = uri[..(start - 3)].ToLowerInvariant();
        int at = authority.LastIndexOf('@');
        string text = FormattableString.Invariant($"{scheme}://{server.Host}:{server.Port}{(path.EndsWith('/') ? path : path + "/")}");
        return System.Uri.TryCreate(text, UriKind.Absolute, out Uri? root)
            ? new RestAddress(root) { Credential = at < 0 ? null : ReadCredential(authority[..at]) }
            : throw UriErrors.Invalid(uri, "is no usable address of a server. Give http://host:5000.");
    }

    private static MlServerCredential ReadCredential(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return MlServerCredential.Basic(
            System.Uri.UnescapeDataString(colon < 0 ? text : text[..colon]),
            colon < 0 ? "" : System.Uri.UnescapeDataString(text[(colon + 1)..]));
    }
}
