using System.Text.RegularExpressions;
using MlTrack.TestNeeds;

namespace MlTrack.Tests.Help;

/// <summary>A page of docs/en-US: a cmdlet's, or an about topic.</summary>
internal sealed partial class HelpPage
{
    private HelpPage(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        Text = File.ReadAllText(path).ReplaceLineEndings("\n");
    }

    /// <summary>The folder of the pages.</summary>
    public static string Folder { get; } = Path.Combine(Needs.Root, "docs/en-US");

    /// <summary>The pages of the cmdlets, by name.</summary>
    public static IEnumerable<HelpPage> Commands => All.Where(page => page.IsCommand);

    /// <summary>The about topics, by name.</summary>
    public static IEnumerable<HelpPage> Topics => All.Where(page => page.Name.StartsWith("about_", StringComparison.Ordinal));

    /// <summary>The repository's README, whose blocks of PowerShell run as well.</summary>
    public static HelpPage Readme => new(Path.Combine(Needs.Root, "README.md"));

    /// <summary>The cmdlet or topic.</summary>
    public string Name { get; }

    /// <summary>The page.</summary>
    public string Text { get; }

    /// <summary>Whether it is a cmdlet's.</summary>
    public bool IsCommand => Name.Contains('-', StringComparison.Ordinal);

    /// <summary>The code of the examples by their titles; elsewhere than in a cmdlet's page, every block of PowerShell by its number.</summary>
    public IReadOnlyDictionary<string, string> Examples => !IsCommand
        ? Code().Matches(Text).Select((match, i) => (Title: $"Block {i + 1}", Code: match.Groups[1].Value))
            .ToDictionary(block => block.Title, block => block.Code)
        : Headings().Split(Section("EXAMPLES")).Where(part => part.Trim().Length > 0)
            .ToDictionary(part => part[..part.IndexOf('\n', StringComparison.Ordinal)].Trim(), part => Code().Match(part).Groups[1].Value);

    private static IEnumerable<HelpPage> All =>
        Directory.EnumerateFiles(Folder, "*.md").Order(StringComparer.Ordinal).Select(path => new HelpPage(path));

    /// <summary>The page of that name.</summary>
    /// <param name="name">The cmdlet or topic.</param>
    /// <returns>The page.</returns>
    public static HelpPage Of(string name) => name == Readme.Name ? Readme : new HelpPage(Path.Combine(Folder, name + ".md"));

    /// <summary>What stands under a heading of the second level.</summary>
    /// <param name="heading">The heading.</param>
    /// <returns>The text.</returns>
    public string Section(string heading)
    {
        string start = $"\n## {heading}\n";
        string rest = Text[(Text.IndexOf(start, StringComparison.Ordinal) + start.Length)..];
        int end = rest.IndexOf("\n## ", StringComparison.Ordinal);
        return end < 0 ? rest : rest[..end];
    }

    [GeneratedRegex(@"^### ", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"^```powershell\n(.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}
