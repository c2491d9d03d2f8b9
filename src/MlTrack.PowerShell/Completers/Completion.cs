using System.Buffers;
using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Completers;

/// <summary>What the completers share: one short question to a store that exists, and results that are quoted where needed.</summary>
internal static class Completion
{
    private const string Location = "$ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath";

    // What double quotes don't take as it is; PowerShell also takes typographic quotes for quotes.
    private static readonly SearchValues<char> s_expandedSigns = SearchValues.Create("$`\"\u201c\u201d\u201e");

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Asks the current store, if there is one. Errors and slow answers give nothing: a key press must not fail or hang.</summary>
    /// <typeparam name="T">What is asked for.</typeparam>
    /// <param name="question">The question.</param>
    /// <returns>The answer, read to its end.</returns>
    public static IReadOnlyList<T> Ask<T>(Func<MlClient, CancellationToken, IEnumerable<T>> question)
    {
        using CancellationTokenSource patience = new(s_patience);
        try
        {
            using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);

            // The runspace is busy with the completion itself, so it answers a nested pipeline alone.
            string location = shell.AddScript(Location).Invoke<string>()[0];
            return MlSession.Look<IReadOnlyList<T>>(location, store =>
            {
                MlClient client = store.Client;
                MlConnectionStatus status = client.Store.Test(patience.Token);

                // A database without tables would be filled by a question. A server has them, and doesn't tell their revision.
                return status.Success && (status.SchemaRevision is not null || client.Store.Backend == MlBackend.REST)
                    ? [.. question(client, patience.Token)]
                    : [];
            });
        }
        catch (Exception exception) when (exception is MlException or OperationCanceledException or InvalidOperationException)
        {
            return [];
        }
    }

    /// <summary>The registered model that the rest of the command line names.</summary>
    /// <param name="boundParameters">What the engine says of the other parameters.</param>
    /// <returns>The name; null if there is none yet.</returns>
    public static string? ModelOf(IDictionary? boundParameters) =>
        boundParameters?["Name"] as string is { Length: > 0 } name ? name : null;

    /// <summary>What a command can be about: Restore- brings back what is deleted, the others work on what is active.</summary>
    /// <param name="commandName">The command's name, as the engine tells it.</param>
    /// <returns>The lifecycle stages to offer.</returns>
    public static MlViewType ViewType(string? commandName) =>
        commandName is not null && commandName.Split('\\')[^1].StartsWith("Restore-", StringComparison.OrdinalIgnoreCase)
            ? MlViewType.DeletedOnly
            : MlViewType.ActiveOnly;

    /// <summary>A result that is safe to insert.</summary>
    /// <param name="text">The value.</param>
    /// <param name="toolTip">What the user sees beside it.</param>
    /// <returns>The result.</returns>
    public static CompletionResult Result(string text, string toolTip)
    {
        bool isPlain = text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '-' or '/') && text[0] != '-';
        string inserted = isPlain ? text : SingleQuoted(text);
        return new CompletionResult(inserted, text.Length > 0 ? text : "''", CompletionResultType.ParameterValue, toolTip);
    }

    /// <summary>A result that completes the end of a text, in the quotes that the user began it with where these will do.</summary>
    /// <param name="written">What the user wrote, with its quotes.</param>
    /// <param name="text">The whole text.</param>
    /// <param name="shown">What was completed in it.</param>
    /// <returns>The result.</returns>
    public static CompletionResult Result(string written, string text, string shown)
    {
        bool isPlain = !IsQuoted(written) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');
        bool takesDouble = !text.AsSpan().ContainsAny(s_expandedSigns)
            && (written.StartsWith('"') || (!IsQuoted(written) && text.Contains('\'', StringComparison.Ordinal)));
        string inserted = isPlain ? text : takesDouble ? $"\"{text}\"" : SingleQuoted(text);
        return new CompletionResult(inserted, shown, CompletionResultType.ParameterValue, text);
    }

    /// <summary>What stands between the quotes of a word, of which the second may be missing.</summary>
    /// <param name="word">What the user wrote.</param>
    /// <returns>The text.</returns>
    public static string Inside(string word) => !IsQuoted(word) ? word
        : word.Length > 1 && word[^1] == word[0] ? word[1..^1]
        : word[1..];

    /// <summary>Gives a text back the backticks that PowerShell took for escapes, though they were meant to begin a key.</summary>
    /// <param name="text">The text as PowerShell reads it: of <c>"metrics.`va"</c>, it makes a vertical tab of <c>`v</c>.</param>
    /// <param name="command">The command line that it stands in.</param>
    /// <returns>The text as it was written.</returns>
    public static string Backticks(string text, Ast command)
    {
        StringConstantExpressionAst? written = command.FindAll(ast => ast is StringConstantExpressionAst one && one.Value == text
            && one.StringConstantType is StringConstantType.DoubleQuoted or StringConstantType.BareWord, searchNestedScriptBlocks: false)
            .Cast<StringConstantExpressionAst>().FirstOrDefault(one => one.Extent.Text.Contains('`', StringComparison.Ordinal));
        if (written is null)
        {
            return text;
        }

        return WithoutEscapes(Inside(written.Extent.Text));
    }

    /// <summary>Reads the source of a text in double quotes, and keeps a backtick that was meant to begin a key.</summary>
    /// <param name="source">What stands between the quotes.</param>
    /// <returns>The text.</returns>
    public static string WithoutEscapes(string source)
    {
        StringBuilder result = new(source.Length);
        for (int at = 0; at < source.Length; at++)
        {
            // In front of these a backtick is the escape that it should be.
            if (source[at] == '`' && at + 1 < source.Length && source[at + 1] is '`' or '"' or '$')
            {
                at++;
            }

            result.Append(source[at]);
        }

        return result.ToString();
    }

    /// <summary>Writes a text so that it can stand between double quotes.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The source.</returns>
    public static string WithEscapes(string text)
    {
        StringBuilder result = new(text.Length);
        foreach (char c in text)
        {
            result.Append(s_expandedSigns.Contains(c) ? "`" : "").Append(c);
        }

        return result.ToString();
    }

    private static bool IsQuoted(string word) => word.StartsWith('\'') || word.StartsWith('"');

    private static string SingleQuoted(string text) => "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";
}
