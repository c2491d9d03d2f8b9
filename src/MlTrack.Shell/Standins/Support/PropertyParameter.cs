using System.Collections;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace MlTrack.Shell.Standins.Support;

/// <summary>One item of a -Property parameter: a name, a script block, or a table that says more.</summary>
internal sealed class PropertyParameter
{
    private static readonly string[] s_labels = ["name", "label"];
    private readonly Dictionary<string, object> _entries;

    private PropertyParameter(PSPropertyExpression expression, Dictionary<string, object> entries)
    {
        Expression = expression;
        _entries = entries;
    }

    /// <summary>What is to be read.</summary>
    public PSPropertyExpression Expression { get; }

    /// <summary>The name that the result goes by, if one is given.</summary>
    public string? Name => _entries.GetValueOrDefault("name") as string;

    /// <summary>Whether the order is said to be ascending; null if the table doesn't say.</summary>
    public bool? Ascending
    {
        get
        {
            bool? ascending = _entries.GetValueOrDefault("ascending") as bool?;
            bool? descending = _entries.GetValueOrDefault("descending") as bool?;
            return (ascending, descending) switch
            {
                (null, null) => null,
                ({ } up, { } down) when up == down => null,
                ({ } up, _) => up,
                (_, { } down) => !down,
            };
        }
    }

    /// <summary>Reads a -Property parameter.</summary>
    /// <param name="command">The command it was given to.</param>
    /// <param name="items">The parameter.</param>
    /// <param name="keys">The keys that a table may have beside the expression.</param>
    /// <returns>The items, in order.</returns>
    public static List<PropertyParameter> Read(Cmdlet command, IEnumerable<object?>? items, params string[] keys)
    {
        List<PropertyParameter> result = [];
        foreach (object? item in items ?? [])
        {
            switch (Values.Unwrap(item))
            {
                case null:
                    break;
                case ScriptBlock block:
                    result.Add(new PropertyParameter(new PSPropertyExpression(block), []));
                    break;
                case PSPropertyExpression expression:
                    result.Add(new PropertyParameter(expression, []));
                    break;
                case IDictionary table:
                    result.Add(FromTable(command, table, keys));
                    break;
                case string name when name.Length > 0:
                    result.Add(new PropertyParameter(new PSPropertyExpression(name), []));
                    break;
                case string name:
                    throw Refuse(command, "The name of a property must not be empty.", "ExpressionEmpty", name);
                case { } other:
                    throw Refuse(
                        command,
                        $"Cannot convert {other.GetType()} to one of the following types {{System.String, System.Management.Automation.ScriptBlock, System.Collections.Hashtable}}.",
                        "DictionaryKeyUnknownType",
                        other);
            }
        }

        return result;
    }

    /// <summary>The same item with another expression, for a name with wildcards that was looked up.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>The item.</returns>
    public PropertyParameter With(PSPropertyExpression expression) => new(expression, _entries);

    private static PropertyParameter FromTable(Cmdlet command, IDictionary table, string[] keys)
    {
        Dictionary<string, object> entries = new(StringComparer.OrdinalIgnoreCase);
        PSPropertyExpression? expression = null;
        foreach (DictionaryEntry entry in table)
        {
            string key = entry.Key as string
                ?? throw Refuse(command, $"The key {entry.Key} of a calculated property is no text.", "DictionaryKeyNonString", entry.Key);
            object? value = Values.Unwrap(entry.Value);
            string name = MatchKey(command, key, keys);
            switch (name)
            {
                case "expression":
                    expression = value switch
                    {
                        ScriptBlock block => new PSPropertyExpression(block),
                        string { Length: > 0 } text => new PSPropertyExpression(text),
                        PSPropertyExpression given => given,
                        _ => throw Refuse(command, $"The key '{key}' has the value '{value}', which is neither a name nor a script block.", "DictionaryKeyIllegalValue", value),
                    };
                    break;
                case "name" or "label":
                    entries["name"] = value as string is { Length: > 0 } label
                        ? label
                        : throw Refuse(command, $"The key '{key}' has no text.", "DictionaryKeyIllegalValue", value);
                    break;
                default:
                    entries[name] = value is bool flag
                        ? flag
                        : throw Refuse(command, $"The key '{key}' has the value '{value}', which is neither $true nor $false.", "DictionaryKeyIllegalValue", value);
                    break;
            }
        }

        return expression is null
            ? throw Refuse(command, "A mandatory key is missing in a calculated property: 'expression'.", "DictionaryKeyMandatoryEntry", table)
            : new PropertyParameter(expression, entries);
    }

    private static string MatchKey(Cmdlet command, string key, string[] keys)
    {
        IEnumerable<string> known = keys.Contains("name") ? [.. keys, .. s_labels] : keys;
        string[] matches = [.. known.Append("expression").Distinct().Where(name => name.StartsWith(key, StringComparison.OrdinalIgnoreCase))];
        return matches switch
        {
            [string only] when key.Length > 0 => only,
            [] => throw Refuse(command, $"The {key} key is not valid.", "DictionaryKeyIllegal", key),
            _ => throw Refuse(command, $"The {key} key is ambiguous: {string.Join(", ", matches)}.", "DictionaryKeyAmbiguous", key),
        };
    }

    private static PSNotSupportedException Refuse(Cmdlet command, string message, string id, object? target)
    {
        PSNotSupportedException exception = new(message);
        command.ThrowTerminatingError(new ErrorRecord(exception, id, ErrorCategory.InvalidArgument, target));
        return exception;
    }
}
