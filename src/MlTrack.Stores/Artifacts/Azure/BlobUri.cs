using MlTrack.Stores.Artifacts.Objects;

namespace MlTrack.Stores.Artifacts.Azure;

/// <summary>
/// The address of blobs: <c>wasbs://container@account.blob.core.windows.net/path</c>, or <c>abfss://</c> with <c>dfs</c> for <c>blob</c>.
/// </summary>
/// <param name="Container">The container.</param>
/// <param name="Account">The account.</param>
/// <param name="Service">The blob service's address, over TLS.</param>
/// <param name="Key">The path.</param>
internal sealed record BlobUri(string Container, string Account, Uri Service, string Key)
{
    // Azure's clouds. A root may come from a server: credentials go nowhere else.
    private static readonly string[] s_domains =
    [
        "core.windows.net", "core.chinacloudapi.cn", "core.usgovcloudapi.net", "core.cloudapi.de", "storage.azure.net",
        "core.eaglex.ic.gov", "core.microsoft.scloud",
    ];

    public static BlobUri Parse(string uri)
    {
        bool isBlob = uri.StartsWith("wasbs", StringComparison.OrdinalIgnoreCase);
        string form = isBlob
            ? "wasbs://<container>@<account>.blob.core.windows.net/<path>"
            : "abfss://<container>@<account>.dfs.core.windows.net/<path>";
        ObjectUri address = ObjectUri.Parse(uri, form);
        string[] parts = address.Authority.Split('@');
        string[] host = parts.Length == 2 ? parts[1].ToLowerInvariant().Split('.', 3) : [];
        return host is [{ Length: > 0 } account, var service, var domain] && service == (isBlob ? "blob" : "dfs")
            && s_domains.Contains(domain) && IsName(parts[0]) && account.All(char.IsAsciiLetterOrDigit)
            ? new(parts[0], account, new Uri($"https://{account}.blob.{domain}"), address.Key)
            : throw ArtifactUris.Malformed(uri, $"Write it as {form}.");
    }

    // $root and $web are containers too.
    private static bool IsName(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '$');
}
