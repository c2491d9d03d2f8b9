using System.Net.Http.Headers;
using System.Text;

namespace MlTrack.Stores;

/// <summary>What a server is told about who asks: a user with a password, or a token. Never shows what it holds.</summary>
public sealed class MlServerCredential : IEquatable<MlServerCredential>
{
    private readonly string _scheme;
    private readonly string _secret;
    private readonly string _password;

    private MlServerCredential(string scheme, string secret, string password)
    {
        _scheme = scheme;
        _secret = secret;
        _password = password;
    }

    /// <summary>A user and a password (HTTP Basic).</summary>
    /// <param name="userName">The user; a colon in it is INVALID_PARAMETER_VALUE, because the scheme can't carry it.</param>
    /// <param name="password">The password.</param>
    /// <returns>The credential.</returns>
    public static MlServerCredential Basic(string userName, string password)
    {
        ArgumentNullException.ThrowIfNull(userName);
        ArgumentNullException.ThrowIfNull(password);
        return userName.Contains(':', StringComparison.Ordinal)
            ? throw MlErrors.InvalidValue("A user name for a server can't hold a colon.", null)
            : new MlServerCredential("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}")), password);
    }

    /// <summary>A token (Bearer).</summary>
    /// <param name="token">The token; blanks and what isn't ASCII are INVALID_PARAMETER_VALUE.</param>
    /// <returns>The credential.</returns>
    public static MlServerCredential Bearer(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return token.Length > 0 && token.All(c => c is > ' ' and < '\x7f')
            ? new MlServerCredential("Bearer", token, token)
            : throw MlErrors.InvalidValue(
                "The token for the server is empty, or holds blanks, line breaks or letters that no token has. Check where it comes from.",
                null);
    }

    /// <inheritdoc/>
    public bool Equals(MlServerCredential? other) => other is not null && other._scheme == _scheme && other._secret == _secret;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MlServerCredential);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_scheme, _secret);

    /// <summary>The kind of credential, without what is secret.</summary>
    /// <returns><c>Basic ***</c> or <c>Bearer ***</c>.</returns>
    public override string ToString() => _scheme + " ***";

    /// <summary>Takes what is secret out of a text that came from elsewhere, such as a server that repeats what it was sent.</summary>
    internal string Redact(string text)
    {
        text = text.Replace(_secret, "***", StringComparison.Ordinal);
        return _password.Length > 0 ? text.Replace(_password, "***", StringComparison.Ordinal) : text;
    }

    internal AuthenticationHeaderValue ToHeader() => new(_scheme, _secret);
}
