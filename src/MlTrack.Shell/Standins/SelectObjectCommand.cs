using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using Microsoft.PowerShell.Commands;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Select-Object.</summary>
[Cmdlet(VerbsCommon.Select, "Object", DefaultParameterSetName = Default)]
public sealed class SelectObjectCommand : StandinCmdlet
{
    private const string Default = "DefaultParameter";
    private const string BySkipLast = "SkipLastParameter";
    private const string ByIndex = "IndexParameter";
    private const string BySkipIndex = "SkipIndexParameter";

    private readonly Queue<PSObject> _queue = new();
    private readonly List<(PSObject Object, int Notes)> _unique = [];
    private List<PropertyParameter> _properties = [];
    private PSPropertyExpression? _expand;
    private WildcardPattern[] _exclude = [];
    private HashSet<int> _indexes = [];
    private int _count;
    private int _written;
    private bool _hasLimit;

    [Parameter(ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = AutomationNull.Value;

    [Parameter(Position = 0, ParameterSetName = Default)]
    [Parameter(Position = 0, ParameterSetName = BySkipLast)]
    public object[]? Property { get; set; }

    [Parameter(ParameterSetName = Default)]
    [Parameter(ParameterSetName = BySkipLast)]
    public string[]? ExcludeProperty { get; set; }

    [Parameter(ParameterSetName = Default)]
    [Parameter(ParameterSetName = BySkipLast)]
    public string? ExpandProperty { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    [Parameter(ParameterSetName = Default)]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; }

    [Parameter(ParameterSetName = Default)]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; }

    [Parameter(ParameterSetName = Default)]
    [Parameter(ParameterSetName = BySkipLast)]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter(ParameterSetName = BySkipLast)]
    [ValidateRange(0, int.MaxValue)]
    public int SkipLast { get; set; }

    [Parameter(ParameterSetName = Default)]
    [Parameter(ParameterSetName = ByIndex)]
    public SwitchParameter Wait { get; set; }

    [Parameter(ParameterSetName = ByIndex)]
    [ValidateRange(0, int.MaxValue)]
    public int[]? Index { get; set; }

    [Parameter(ParameterSetName = BySkipIndex)]
    [ValidateRange(0, int.MaxValue)]
    public int[]? SkipIndex { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _hasLimit = MyInvocation.BoundParameters.ContainsKey(nameof(First)) || MyInvocation.BoundParameters.ContainsKey(nameof(Last));
        _indexes = [.. Index ?? SkipIndex ?? []];
        _exclude = [.. (ExcludeProperty ?? []).Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase))];
        _expand = string.IsNullOrEmpty(ExpandProperty) ? null : new PSPropertyExpression(ExpandProperty);

        // Leaving something out means: of all there is.
        object[]? wanted = Property is { Length: > 0 } ? Property : ExcludeProperty is null ? null : ["*"];
        _properties = PropertyParameter.Read(this, wanted, "name");
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!Values.IsPresent(InputObject))
        {
            return;
        }

        switch (ParameterSetName)
        {
            case ByIndex:
                ProcessIndexed();
                break;
            case BySkipIndex:
                if (!_indexes.Contains(_count++))
                {
                    Emit(InputObject);
                }

                break;
            case BySkipLast:
                ProcessSkipLast();
                break;
            default:
                ProcessFirstAndLast();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == Default)
        {
            // With -Last, -Skip counts from the end.
            int keep = First == 0 ? Skip : 0;
            while (_queue.Count > keep)
            {
                Emit(_queue.Dequeue());
            }
        }

        foreach ((PSObject found, _) in _unique)
        {
            WriteObject(found);
        }
    }

    private void ProcessIndexed()
    {
        if (_indexes.Contains(_count))
        {
            Emit(InputObject);
            _written++;
        }

        if (!Wait && _written >= _indexes.Count)
        {
            EndProcessing();
            throw EngineInternals.StopUpstream(this);
        }

        _count++;
    }

    private void ProcessSkipLast()
    {
        if (_count++ < Skip)
        {
            return;
        }

        _queue.Enqueue(InputObject);
        if (_queue.Count > SkipLast)
        {
            Emit(_queue.Dequeue());
        }
    }

    private void ProcessFirstAndLast()
    {
        bool skips = _count++ < Skip && (Last == 0 || First != 0);
        if (!skips && (!_hasLimit || _written < First))
        {
            _written++;
            Emit(InputObject);
        }
        else if (!skips && Last > 0)
        {
            _queue.Enqueue(InputObject);
            if (_queue.Count > Last + (First == 0 ? Skip : 0))
            {
                _queue.Dequeue();
            }
        }

        if (_hasLimit && Last == 0 && First != 0 && _written >= First && !Wait)
        {
            EndProcessing();
            throw EngineInternals.StopUpstream(this);
        }
    }

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
