using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using MlTrack.Search;

namespace MlTrack.Completers;

/// <summary>
/// A text in double quotes with variables in it, such as <c>"metrics.acc > $least AND met"</c>. The engine hands it over with the values of
/// the moment, and what is inserted must have the variables again.
/// </summary>
internal sealed class ExpandableText
{
    private readonly List<(int Start, string Variable)> _variables = [];

    private ExpandableText(ExpandableStringExpressionAst written)
    {
        string source = Completion.Inside(written.Extent.Text);
        StringBuilder text = new(source.Length);
        int at = 0;
        foreach (ExpressionAst variable in written.NestedExpressions)
        {
            int start = variable.Extent.StartOffset - written.Extent.StartOffset - 1;
            text.Append(Completion.WithoutEscapes(source[at..start]));
            _variables.Add((text.Length, variable.Extent.Text));

            // A number can stand for any value, inside of quotes and outside.
            text.Append('0', variable.Extent.Text.Length);
            at = start + variable.Extent.Text.Length;
        }

        Text = text.Append(Completion.WithoutEscapes(source[at..])).ToString();
    }

    /// <summary>The text, with zeros in place of the variables.</summary>
    public string Text { get; }

    /// <summary>Looks for such a text.</summary>
    /// <param name="word">What the engine says is being completed, with its quotes.</param>
    /// <param name="command">The command line that it stands in.</param>
    /// <returns>The text; null if the word holds no variable.</returns>
    public static ExpandableText? Of(string word, Ast command)
    {
        string value = Completion.Inside(word);
        return !word.StartsWith('"') ? null : command.FindAll(
                ast => ast is ExpandableStringExpressionAst { StringConstantType: StringConstantType.DoubleQuoted }, searchNestedScriptBlocks: false)
            .Cast<ExpandableStringExpressionAst>().Where(written => written.NestedExpressions.All(one => one is VariableExpressionAst))
            .Select(written => new ExpandableText(written)).FirstOrDefault(text => text.MayBe(value));
    }

    /// <summary>A result that has the variables again.</summary>
    /// <param name="candidate">The text, completed.</param>
    /// <returns>The result, in double quotes.</returns>
    public CompletionResult Result(SearchCandidate candidate)
    {
        string inserted = Insert(candidate.Text);
        return new CompletionResult(inserted, candidate.Word, CompletionResultType.ParameterValue, inserted);
    }

    private string Insert(string completed)
    {
        int same = completed.AsSpan().CommonPrefixLength(Text);
        StringBuilder result = new("\"");
        int at = 0;
        foreach ((int start, string variable) in _variables)
        {
            int moved = start + variable.Length <= same ? start : start + completed.Length - Text.Length;
            result.Append(Completion.WithEscapes(completed[at..moved])).Append(variable);
            at = moved + variable.Length;
        }

        return result.Append(Completion.WithEscapes(completed[at..])).Append('"').ToString();
    }

    // A command line may have several such texts, as its filter and its order.
    private bool MayBe(string value)
    {
        string begin = Text[.._variables[0].Start];
        string end = Text[(_variables[^1].Start + _variables[^1].Variable.Length)..];
        return value.Length >= begin.Length + end.Length
            && (begin.Contains('`', StringComparison.Ordinal) || value.StartsWith(begin, StringComparison.Ordinal))
            && (end.Contains('`', StringComparison.Ordinal) || value.EndsWith(end, StringComparison.Ordinal));
    }
}
