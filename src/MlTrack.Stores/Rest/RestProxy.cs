using System.Net;

namespace MlTrack.Stores.Rest;

/// <summary>
/// The proxies of the usual variables: HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, also in lower case, which counts first. .NET would
/// read them once in a process, and its errors would show the password in an address; here the address goes without it.
/// </summary>
internal sealed class RestProxy : IWebProxy, ICredentials
{
    private readonly Dictionary<string, Entry> _byScheme;
    private readonly NoProxy _exceptions;

    private RestProxy(Dictionary<string, Entry> byScheme, NoProxy exceptions)
    {
        _byScheme = byScheme;
        _exceptions = exceptions;
    }

    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => this;
        set => throw new NotSupportedException();
    }

    /// <summary>Reads the variables.</summary>
    /// <param name="variable">Reads one; null if it isn't set.</param>
    /// <returns>The proxies; null if none is named, and then the system's count where it has some.</returns>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: a variable holds no address.</exception>
    public static RestProxy? Read(Func<string, string?> variable)
    {
        Dictionary<string, Entry> byScheme = [];
        foreach (string scheme in (string[])[Uri.UriSchemeHttp, Uri.UriSchemeHttps])
        {
            if ((Find(scheme + "_proxy") ?? Find("all_proxy")) is (string name, string value))
            {
                byScheme[scheme] = Parse(name, value);
            }
        }

        return byScheme.Count > 0 ? new RestProxy(byScheme, new NoProxy(Find("no_proxy")?.Value)) : null;

        (string Name, string Value)? Find(string name)
        {
            // A web server puts a client's header 'Proxy' into HTTP_PROXY.
            string upper = name.ToUpperInvariant();
            return variable(name) is { } value ? (name, value)
                : (upper != "HTTP_PROXY" || variable("GATEWAY_INTERFACE") is null) && variable(upper) is { } other ? (upper, other)
                : null;
        }
    }

    /// <summary>The variable that names the proxy for an address; null if it is reached without one.</summary>
    public string? VariableFor(Uri destination) => Choose(destination)?.Variable;

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => Choose(destination)?.Address;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => Choose(host) is null;

    /// <inheritdoc/>
    public NetworkCredential? GetCredential(Uri uri, string authType) =>
        _byScheme.Values.FirstOrDefault(entry => entry.Address == uri)?.Credential;

    private Entry? Choose(Uri destination) =>
        _byScheme.TryGetValue(destination.Scheme, out Entry? entry) && !_exceptions.Covers(destination) ? entry : null;

    private static Entry Parse(string variable, string value)
    {
        int scheme = value.IndexOf("://", StringComparison.Ordinal);
        string rest = scheme < 0 ? value : value[(scheme + 3)..];
        int at = rest.LastIndexOf('@');
        string protocol = scheme < 0 ? Uri.UriSchemeHttp : value[..scheme].ToLowerInvariant();
        if (protocol == "socks5h")
        {
            // What .NET means by socks5: the proxy looks names up.
            protocol = "socks5";
        }

        return protocol is "http" or "https" or "socks4" or "socks4a" or "socks5"
            && Uri.TryCreate($"{protocol}://{rest[(at + 1)..]}", UriKind.Absolute, out Uri? address) && address.Host.Length > 0
            ? new Entry(variable, address, at < 0 ? null : Credential(rest[..at]))
            : throw MlErrors.InvalidValue(
                $"The environment variable {variable} holds no address of a proxy. Set it to http://host:port, or http://user:password@host:port, "
                + "or remove it.", null);
    }

    private static NetworkCredential Credential(string user)
    {
        int colon = user.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? new NetworkCredential(Uri.UnescapeDataString(user), "")
            : new NetworkCredential(Uri.UnescapeDataString(user[..colon]), Uri.UnescapeDataString(user[(colon + 1)..]));
    }

    private sealed record Entry(string Variable, Uri Address, NetworkCredential? Credential);
}
