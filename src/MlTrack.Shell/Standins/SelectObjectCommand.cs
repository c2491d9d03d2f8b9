using System.Management.Automation;
using System.Management.Automation.Internal;
using Microsoft.PowerShell.Commands;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Select-Object.</summary>
[Cmdlet(VerbsCommon.Select, "Object", DefaultParameterSetName = Default)]
public sealed partial class SelectObjectCommand : StandinCmdlet
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
}
