using System.Management.Automation;
using System.Text;

namespace MlTrack.Shell.Standins.Support;

/// <summary>Reads CSV in the forms that PowerShell reads: quoted fields over several lines, a type line, comments, W3C headers.</summary>
internal sealed class CsvReader
{
    private readonly TextReader _reader;
    private readonly char _delimiter;
    private readonly StringBuilder _field = new();
    private readonly StringBuilder _rest = new();

    public CsvReader(TextReader reader, char delimiter, IReadOnlyList<string>? header, string? typeName)
    {
        _reader = reader;
        _delimiter = delimiter;
        Header = header;
        TypeName = typeName;
    }

    /// <summary>The names of the columns, once they are read.</summary>
    public IReadOnlyList<string>? Header { get; private set; }

    /// <summary>The type that the first line names, if it does.</summary>
    public string? TypeName { get; private set; }

    /// <summary>Whether a column without a name got one.</summary>
    public bool HasUnnamedColumn { get; private set; }

    private bool AtEnd => _reader.Peek() < 0;

    /// <summary>Reads up to the names of the columns.</summary>
    public void ReadHeader()
    {
        if (TypeName is null && _reader.Peek() == '#')
        {
            ReadFirstComment();
        }

        List<string> fields = [];
        while (Header is null && !AtEnd)
        {
            ReadRecord(fields);
            while (fields.Count > 1 && fields[^1].Length == 0)
            {
                fields.RemoveAt(fields.Count - 1);
            }

            const string Fields = "#Fields: ";
            if (fields.Count > 0 && fields[0].StartsWith(Fields, StringComparison.CurrentCulture))
            {
                fields[0] = fields[0][Fields.Length..];
                Header = [.. fields];
            }
            else if (fields.Count == 0 || !fields[0].StartsWith('#'))
            {
                Header = [.. fields];
            }
        }

        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in Header ?? [])
        {
            if (name.Length > 0 && !names.Add(name))
            {
                throw new ExtendedTypeSystemException($"The member \"{name}\" is already present.");
            }
        }
    }

    /// <summary>Reads the rows.</summary>
    /// <returns>An object each.</returns>
    public IEnumerable<PSObject> ReadRows()
    {
        List<string> fields = [];
        while (true)
        {
            ReadRecord(fields);
            if (fields.Count == 0)
            {
                yield break;
            }

            // An empty line is no row.
            if (fields.Count > 1 || fields[0].Length > 0)
            {
                yield return NewRow(fields);
            }
        }
    }

    private void ReadFirstComment()
    {
        const string Prefix = "#Type";
        string line = _reader.ReadLine()!;
        if (line.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && line[Prefix.Length..].Trim() is { Length: > 0 } name)
        {
            TypeName = name;
        }
    }

    private PSObject NewRow(List<string> fields)
    {
        IReadOnlyList<string> names = Header ?? [];
        PSObject row = new(names.Count);
        int unnamed = 0;
        for (int i = 0; i < names.Count; i++)
        {
            string name = names[i].Length > 0 ? names[i] : "H" + ++unnamed;
            row.Properties.Add(new PSNoteProperty(name, i < fields.Count ? fields[i] : null), preValidated: true);
        }

        HasUnnamedColumn |= unnamed > 0;
        if (TypeName is not null)
        {
            row.TypeNames.Clear();
            row.TypeNames.Add(TypeName);
            row.TypeNames.Add("CSV:" + TypeName);
        }

        return row;
    }

    private void ReadRecord(List<string> fields)
    {
        fields.Clear();
        _field.Clear();
        bool inQuotes = false;
        while (!AtEnd)
        {
            char c = (char)_reader.Read();
            if (inQuotes)
            {
                if (c != '"')
                {
                    _field.Append(c);
                }
                else if (_reader.Peek() == '"')
                {
                    _reader.Read();
                    _field.Append('"');
                }
                else
                {
                    inQuotes = false;
                    if (EndField(fields, trimBlanks: true))
                    {
                        return;
                    }
                }
            }
            else if (c == _delimiter)
            {
                Take(fields);
            }
            else if (c == '"' && _field.Length == 0)
            {
                inQuotes = true;
            }
            else if (c is '"' or ' ' or '\t')
            {
                // White space before a field is no part of it, nor are blanks between its end and the next delimiter.
                if (_field.Length > 0 && Append(c) && EndField(fields, trimBlanks: c != '"'))
                {
                    return;
                }
            }
            else if (IsLineBreak(c))
            {
                Take(fields);
                return;
            }
            else
            {
                _field.Append(c);
            }
        }

        if (_field.Length > 0)
        {
            Take(fields);
        }
    }

    private bool Append(char c)
    {
        _field.Append(c);
        return true;
    }

    private void Take(List<string> fields)
    {
        fields.Add(_field.ToString());
        _field.Clear();
    }

    /// <summary>Reads what is left of a field; returns whether the record ends with it.</summary>
    private bool EndField(List<string> fields, bool trimBlanks)
    {
        _rest.Clear();
        bool endsRecord = false;
        while (true)
        {
            if (AtEnd)
            {
                endsRecord = true;
                break;
            }

            char c = (char)_reader.Read();
            if (c == _delimiter)
            {
                break;
            }

            if (IsLineBreak(c))
            {
                endsRecord = true;
                break;
            }

            _rest.Append(c);
        }

        string rest = _rest.ToString();
        bool isBlank = rest.AsSpan().Trim(" \t").IsEmpty;
        _field.Append(trimBlanks && isBlank ? rest.Trim() : rest);
        Take(fields);
        return endsRecord;
    }

    private bool IsLineBreak(char c)
    {
        if (c == '\r' && _reader.Peek() == '\n')
        {
            _reader.Read();
        }

        return c is '\r' or '\n';
    }
}
