using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MlTrack.Stores.Uris;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>Verifies the certificate of a server, the same for every driver: what they check by themselves differs (expiry, for one).</summary>
internal sealed class CertificateCheck
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly DatabaseOptions _options;
    private readonly string _host;

    public CertificateCheck(DatabaseAddress address)
    {
        _options = address.Options;
        _host = address.Options.Host ?? address.Host;
    }

    /// <summary>Whether anything is verified.</summary>
    public bool IsNeeded => _options.Tls >= DatabaseTls.VerifyAuthority;

    /// <summary>Verifies a certificate.</summary>
    /// <param name="sender">Who asks.</param>
    /// <param name="certificate">What the server showed.</param>
    /// <param name="sent">What came along with it.</param>
    /// <param name="errors">What the system thinks of it; not used, because it knows nothing of the URI's authority.</param>
    /// <returns>True; a certificate that isn't trusted is an exception that says why.</returns>
    /// <exception cref="AuthenticationException">It isn't trusted.</exception>
    public bool Verify(object sender, X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            throw new AuthenticationException("it shows no certificate");
        }

        using X509Certificate2 server = new(certificate);
        using X509Chain chain = new();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid(ServerAuthentication));
        if (_options.AuthorityFile is { } file)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        }

        foreach (X509ChainElement element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        if (!chain.Build(server))
        {
            throw new AuthenticationException(
                chain.ChainStatus.Any(status => status.Status == X509ChainStatusFlags.NotTimeValid)
                    ? "its certificate has expired, or isn't valid yet"
                    : "its certificate comes from no authority that is trusted here");
        }

        return _options.Tls < DatabaseTls.VerifyHost || server.MatchesHostname(_host)
            ? true
            : throw new AuthenticationException($"its certificate is not one for the host {MlText.Show(_host)}");
    }
}
