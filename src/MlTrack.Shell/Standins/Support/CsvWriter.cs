using System.Collections;
using System.Management.Automation;
using System.Text;

namespace MlTrack.Shell.Standins.Support;

/// <summary>Makes lines of CSV from objects, in the form that PowerShell gives them.</summary>
internal sealed class CsvWriter
{
    private readonly char _delimiter;
    private readonly CsvQuoting _quoting;
    private readonly HashSet<string>? _quoteFields;
    private readonly StringBuilder _line = new();

    public CsvWriter(char delimiter, CsvQuoting quoting, string[]? quoteFields)
    {
        _delimiter = delimiter;
        _quoting = quoting;
        _quoteFields = quoteFields is null ? null : new HashSet<string>(quoteFields, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The names of the columns that an object makes.</summary>
    /// <param name="value">The object.</param>
    /// <returns>The keys of a table, else the properties.</returns>
    public static List<string> NamesOf(PSObject value)
    {
        if (value.BaseObject is IDictionary table)
        {
            return
            [
                .. table.Keys.Cast<object>().Select(LanguagePrimitives.ConvertTo<string>),
                .. value.Properties.Where(property => property.MemberType != PSMemberTypes.Property).Select(property => property.Name),
            ];
        }

        return [.. value.Properties.Select(property => property.Name)];
    }

    /// <summary>The line that names an object's type.</summary>
    /// <param name="value">The object.</param>
    /// <returns>The line.</returns>
    public static string TypeLine(PSObject value)
    {
        const string Prefix = "CSV:";
        string name = value.TypeNames.Count == 0 ? string.Empty : value.TypeNames[0];
        return "#TYPE " + (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? name[Prefix.Length..] : name);
    }

    /// <summary>Makes the line of the columns' names.</summary>
    /// <param name="names">The names.</param>
    /// <returns>The line.</returns>
    public string Header(IEnumerable<string> names) => Join(names.Select(name => (name, (string?)name)));

    /// <summary>Makes an object's line.</summary>
    /// <param name="value">The object.</param>
    /// <param name="names">The columns.</param>
    /// <returns>The line.</returns>
    public string Row(PSObject value, IEnumerable<string> names) => Join(names.Select(name => (name, TextOf(value, name))));

    private string Join(IEnumerable<(string Name, string? Text)> fields)
    {
        _line.Clear();
        bool isFirst = true;
        foreach ((string name, string? text) in fields)
        {
            if (!isFirst)
            {
                _line.Append(_delimiter);
            }

            isFirst = false;
            if (text is not null)
            {
                Append(name, text);
            }
        }

        return _line.ToString();
    }

    private void Append(string name, string text)
    {
        bool quote = _quoteFields?.Contains(name) ?? _quoting switch
        {
            CsvQuoting.Always => true,
            CsvQuoting.AsNeeded => text.AsSpan().IndexOfAny(_delimiter, '\n', '"') >= 0,
            _ => false,
        };
        if (quote)
        {
            _line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
        else
        {
            _line.Append(text);
        }
    }

    private static string? TextOf(PSObject value, string name)
    {
        if (value.BaseObject is IDictionary table && table.Contains(name))
        {
            return table[name]?.ToString();
        }

        if (value.Properties[name] is not { } property)
        {
            return null;
        }

        try
        {
            // As the original does: numbers and dates in the form of the current culture, unless they are wrapped.
            return property.Value?.ToString();
        }
        catch (GetValueException)
        {
            return null;
        }
    }
}
