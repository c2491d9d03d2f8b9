using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MlTrack.Stores.Uris;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>The files that a URI names for protected connections. What the drivers say of a wrong one names neither it nor its key.</summary>
internal static class TlsFiles
{
    private const string Certificate = "-----BEGIN CERTIFICATE";

    /// <summary>Fails if one of them can't be used.</summary>
    /// <param name="address">The address.</param>
    public static void Check(DatabaseAddress address)
    {
        DatabaseOptions options = address.Options;
        bool isMySql = address.Backend == MlBackend.MySQL;
        if (options.Tls >= DatabaseTls.VerifyAuthority && options.AuthorityFile is { } authority)
        {
            string key = isMySql ? "ssl_ca" : "sslrootcert";
            if (!Read(address, key, authority).Contains(Certificate, StringComparison.Ordinal))
            {
                throw Wrong(address, key, authority, "holds no certificate in PEM form. Name the file of the authority that the server's certificate comes from.");
            }
        }

        if (options.Tls != DatabaseTls.None)
        {
            string keyOfKey = isMySql ? "ssl_key" : "sslkey";
            string? secret = options.KeyFile is { } file ? Read(address, keyOfKey, file) : null;
            if (options.CertificateFile is { } certificate)
            {
                CheckClient(address, (isMySql ? "ssl_cert" : "sslcert", keyOfKey), certificate, secret);
            }
        }
    }

    private static void CheckClient(DatabaseAddress address, (string Certificate, string Secret) keys, string file, string? secret)
    {
        string text = Read(address, keys.Certificate, file);
        if (file.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (!text.Contains(Certificate, StringComparison.Ordinal))
        {
            throw Wrong(address, keys.Certificate, file, "holds no certificate in PEM form. Name another file.");
        }

        try
        {
            X509Certificate2.CreateFromPem(text, secret ?? text).Dispose();
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            throw Wrong(
                address, keys.Certificate, file,
                secret is null
                    ? $"holds no key. Name the file of its key with {keys.Secret}=."
                    : $"doesn't go with the key that {keys.Secret} names. Name the certificate's own key, in PEM form and without a password.",
                failure);
        }
    }

    private static string Read(DatabaseAddress address, string key, string file)
    {
        try
        {
            return Directory.Exists(file) ? throw Wrong(address, key, file, "is a folder. Name a file.") : File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Wrong(address, key, file, "isn't there. Check its path.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Wrong(address, key, file, "can't be read by this user. Change its permissions, or name another one.", failure);
        }
    }

    private static MlException Wrong(DatabaseAddress address, string key, string file, string what, Exception? cause = null) => new(
        MlErrorCode.InvalidParameterValue, MlEntity.Uri,
        $"The tracking URI {MlText.Show(address.Uri)} has {key} {MlText.Show(file)}, which {what}", address.Uri, cause);
}
