using System.Text.RegularExpressions;

namespace MlTrack.Stores.Uris;

/// <summary>Errors about tracking URIs. Whatever they show has its secrets taken out.</summary>
internal static partial class UriErrors
{
    /// <summary>The forms that are understood, for messages.</summary>
    public const string Forms =
        "Give a path (x.db, ./data/), sqlite:///x.db, sqlite:///:memory:, mysql://user@host/db, postgresql://user@host/db or "
        + "http(s)://host:5000.";

    /// <summary>What the errors begin with.</summary>
    public const string Subject = "The tracking URI";

    public static MlException Invalid(string uri, string problem) => new(
        MlErrorCode.InvalidParameterValue, MlEntity.Uri, $"{Subject} {Show(uri)} {problem}", Redact(uri));

    public static MlException NotSupported(string uri, string problem) => new(
        MlErrorCode.NotImplemented, MlEntity.Uri, $"{Subject} {Show(uri)} {problem}", Redact(uri));

    /// <summary>The same error about the URI of a registry.</summary>
    /// <param name="failure">The error about a tracking URI.</param>
    /// <param name="variable">The variable that the URI comes from; null for none.</param>
    public static MlException OfRegistry(MlException failure, string? variable) =>
        failure.Message.StartsWith(Subject, StringComparison.Ordinal)
            ? new MlException(
                failure.ErrorCode, failure.Entity,
                $"The registry URI{(variable is null ? "" : $" ({variable})")}{failure.Message[Subject.Length..]}", failure.Target, failure)
            : failure;

    /// <summary>A URI for a message: on one line, shortened, without its secrets.</summary>
    public static string Show(string uri) => MlText.Show(Redact(uri));

    /// <summary>Takes the password, and what else may be secret, out of a URI.</summary>
    public static string Redact(string uri)
    {
        bool isHttp = uri.TrimStart(' ', '"', '\'').StartsWith("http", StringComparison.OrdinalIgnoreCase);
        int start = uri.IndexOf("://", StringComparison.Ordinal);

        // Where the slashes are missing or wrong, credentials may begin anywhere; two characters may be a Windows drive.
        start = start >= 0 ? start + 3 : uri.Length > 2 && char.IsAsciiLetter(uri[0]) && uri[1] == ':' ? 2 : 0;

        // A password may hold what should have been escaped, so everything up to the last '@' counts as credentials.
        int at = uri.LastIndexOf('@');
        int colon = at > start ? uri.IndexOf(':', start, at - start) : -1;
        if (colon >= 0)
        {
            uri = $"{uri[..(colon + 1)]}***{uri[at..]}";
        }
        else if (at > start && isHttp)
        {
            uri = $"{uri[..start]}***{uri[at..]}";
        }

        uri = SecretValue().Replace(uri, "$1***");
        int fragment = isHttp ? uri.IndexOf('#', StringComparison.Ordinal) : -1;
        return fragment >= 0 ? uri[..(fragment + 1)] + "***" : uri;
    }

    [GeneratedRegex("([?&][^=&]*(?:pass|pwd|token|secret|key)[^=&]*=)[^&#]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretValue();
}
