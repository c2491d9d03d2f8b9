using System.Management.Automation;

namespace MlTrack.Input;

/// <summary>A name that may hold wildcards. An exact name wins; else <c>* ? [ ]</c> match ignoring case.</summary>
internal sealed class NamePattern
{
    private const WildcardOptions Options = WildcardOptions.Compiled | WildcardOptions.CultureInvariant | WildcardOptions.IgnoreCase;

    private readonly WildcardPattern? _pattern;

    /// <summary>Reads a name or pattern.</summary>
    /// <param name="text">As the user wrote it.</param>
    public NamePattern(string? text)
    {
        Text = text ?? "";
        _pattern = WildcardPattern.ContainsWildcardCharacters(Text) ? WildcardPattern.Get(Text, Options) : null;
    }

    /// <summary>As the user wrote it.</summary>
    public string Text { get; }

    /// <summary>Whether it holds wildcards; a literal name that is absent is an error, a pattern without a match is not.</summary>
    public bool IsPattern => _pattern is not null;

    /// <summary>Without wildcards: the name that was meant, its backticks taken as escapes.</summary>
    public string Literal => IsPattern ? Text : WildcardPattern.Unescape(Text);

    /// <summary>Whether a name matches the pattern.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether it matches; false where there is no pattern.</returns>
    public bool IsMatch(string name) => _pattern?.IsMatch(name) ?? false;
}
