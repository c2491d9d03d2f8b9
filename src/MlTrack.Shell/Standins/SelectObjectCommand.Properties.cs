using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

// What becomes of one object that was selected.
public sealed partial class SelectObjectCommand
{
    private void Emit(PSObject input)
    {
        if (_properties.Count == 0 && _expand is null)
        {
            Write(input, input, []);
            return;
        }

        List<PSNoteProperty> notes = [];
        foreach (PropertyParameter property in _properties)
        {
            ReadProperty(property, input, notes);
        }

        if (_expand is not null)
        {
            Expand(input, notes);
            return;
        }

        PSObject result = new();
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (PSNoteProperty note in notes)
        {
            if (names.Add(note.Name))
            {
                result.Properties.Add(note);
            }
            else
            {
                WriteExists(note.Name, input, "AlreadyExistingUserSpecifiedPropertyNoExpand");
            }
        }

        Write(result, input, notes);
    }

    private void ReadProperty(PropertyParameter property, PSObject input, List<PSNoteProperty> notes)
    {
        List<PSPropertyExpressionResult> results = [];
        foreach (PSPropertyExpression name in property.Expression.ResolveNames(input).Where(name => !IsExcluded(name)))
        {
            results.AddRange(name.GetValues(input) ?? []);
        }

        if (results.Count == 0 && !property.Expression.HasWildCardCharacters)
        {
            // A property that isn't there is asked for by name: the result has it, empty.
            results.Add(new PSPropertyExpressionResult(null, property.Expression, null));
        }
        else if (property.Name is not null && results.Count > 1)
        {
            WriteError(NewError("Multiple results cannot be renamed.", "RenamingMultipleResults", ErrorCategory.InvalidOperation, input));
            return;
        }

        foreach (PSPropertyExpressionResult result in results.Where(result => !IsExcluded(result.ResolvedExpression)))
        {
            string name = property.Name ?? result.ResolvedExpression.ToString();
            if (name.Length == 0)
            {
                ThrowTerminatingError(new ErrorRecord(
                    new PSArgumentException("An empty script block needs a name.", nameof(Property)),
                    "EmptyScriptBlockAndNoName",
                    ErrorCategory.InvalidArgument,
                    null));
            }

            notes.Add(new PSNoteProperty(name, result.Result));
        }
    }

    private bool IsExcluded(PSPropertyExpression name) => _exclude.Any(pattern => pattern.IsMatch(name.ToString()));

    private void Expand(PSObject input, List<PSNoteProperty> notes)
    {
        List<PSPropertyExpressionResult> results = _expand!.GetValues(input);
        if (results.Count != 1)
        {
            (string message, string id) = results.Count == 0
                ? ($"Property \"{ExpandProperty}\" cannot be found.", "ExpandPropertyNotFound")
                : ($"Multiple properties cannot be expanded: {ExpandProperty}.", "MutlipleExpandProperties");
            WriteError(new ErrorRecord(new PSArgumentException(message, nameof(ExpandProperty)), id, ErrorCategory.InvalidArgument, input));
            return;
        }

        if (results[0].Exception is { } exception)
        {
            WriteError(new ErrorRecord(exception, "PropertyEvaluationExpand", ErrorCategory.InvalidResult, input));
            return;
        }

        if (results[0].Result is not { } value)
        {
            return;
        }

        IEnumerable items = LanguagePrimitives.GetEnumerable(value) ?? new[] { value };
        foreach (object? item in items)
        {
            if (item is null)
            {
                continue;
            }

            PSObject expanded = EngineInternals.AsLocalObject(item);
            foreach (PSNoteProperty note in notes)
            {
                if (expanded.Properties[note.Name] is not null)
                {
                    WriteExists(note.Name, input, "AlreadyExistingUserSpecifiedPropertyExpand");
                }
                else
                {
                    expanded.Properties.Add(note);
                }
            }

            Write(expanded, input, notes);
        }
    }

    private void WriteExists(string name, PSObject input, string id) => WriteError(new ErrorRecord(
        new PSArgumentException($"The property cannot be processed because the property \"{name}\" already exists.", nameof(Property)),
        id,
        ErrorCategory.InvalidOperation,
        input));

    private void Write(PSObject result, PSObject input, List<PSNoteProperty> notes)
    {
        if (Unique && _unique.Any(seen => IsSame(seen.Object, seen.Notes, result, notes)))
        {
            return;
        }

        if (result.ImmediateBaseObject is PSCustomObject)
        {
            string name = "Selected." + input.BaseObject.GetType();
            if (notes.Count > 0 || !result.TypeNames.Contains(name))
            {
                result.TypeNames.Insert(0, name);
            }
        }

        if (Unique)
        {
            _unique.Add((result, notes.Count));
        }
        else
        {
            WriteObject(result);
        }
    }

    private bool IsSame(PSObject seen, int seenNotes, PSObject result, List<PSNoteProperty> notes)
    {
        ValueComparer comparer = new(ascending: true, CultureInfo.CurrentCulture, caseSensitive: !CaseInsensitive);
        return comparer.Compare(result.BaseObject, seen.BaseObject) == 0
            && seenNotes == notes.Count
            && notes.All(note => seen.Properties[note.Name] is { } property && comparer.Compare(property.Value, note.Value) == 0);
    }
}
