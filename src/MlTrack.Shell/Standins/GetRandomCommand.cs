using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Get-Random; from a seed, it gives the original's numbers.</summary>
[Cmdlet(VerbsCommon.Get, "Random", DefaultParameterSetName = ByNumber)]
[OutputType(typeof(int), typeof(long), typeof(double))]
public sealed class GetRandomCommand : StandinCmdlet
{
    private const string ByNumber = "RandomNumberParameterSet";
    private const string ByItem = "RandomListItemParameterSet";
    private const string ByShuffle = "ShuffleParameterSet";

    private readonly List<object?> _chosen = [];
    private RandomNumbers? _numbers;
    private bool _choosesItems;
    private int _seen;

    [Parameter]
    [ValidateNotNull]
    public int? SetSeed { get; set; }

    [Parameter(ParameterSetName = ByNumber, Position = 0)]
    public object? Maximum { get; set; }

    [Parameter(ParameterSetName = ByNumber)]
    public object? Minimum { get; set; }

    [Parameter(ParameterSetName = ByItem, ValueFromPipeline = true, Position = 0, Mandatory = true)]
    [Parameter(ParameterSetName = ByShuffle, ValueFromPipeline = true, Position = 0, Mandatory = true)]
    [AllowNull]
    public object[]? InputObject { get; set; }

    [Parameter(ParameterSetName = ByNumber)]
    [Parameter(ParameterSetName = ByItem)]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    [Parameter(ParameterSetName = ByShuffle, Mandatory = true)]
    public SwitchParameter Shuffle { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _numbers = RandomNumbers.Of(Runspace.DefaultRunspace, SetSeed);
        if (ParameterSetName == ByNumber && Values.Unwrap(Maximum) is object[] items)
        {
            InputObject = items;
            _choosesItems = true;
        }
        else
        {
            _choosesItems = ParameterSetName != ByNumber || (MyInvocation.ExpectingInput && Maximum is null && Minimum is null);
        }

        if (!_choosesItems)
        {
            WriteNumbers();
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!_choosesItems)
        {
            return;
        }

        foreach (object? item in InputObject ?? [null!])
        {
            if (Shuffle || _seen < Count)
            {
                _chosen.Add(item);
            }
            else if (_numbers!.Next(0, _seen + 1) < Count)
            {
                _chosen[_numbers.Next(0, _chosen.Count)] = item;
            }

            _seen++;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        for (int i = 0; i < _chosen.Count; i++)
        {
            int place = _numbers!.Next(i, _chosen.Count);
            WriteObject(_chosen[place]);
            _chosen[place] = _chosen[i];
        }
    }

    private void WriteNumbers()
    {
        object? minimum = ToNumber(Minimum);
        object? maximum = ToNumber(Maximum);
        for (int i = 0; i < Count; i++)
        {
            WriteObject((minimum, maximum) switch
            {
                (null or int, null or int) => Check((int?)minimum ?? 0, (int?)maximum ?? int.MaxValue, _numbers!.Next),
                (null or int or long, null or int or long) => Check(
                    Convert.ToInt64(minimum ?? 0L, CultureInfo.InvariantCulture),
                    Convert.ToInt64(maximum ?? long.MaxValue, CultureInfo.InvariantCulture),
                    _numbers!.Next),
                _ => (object)Check(ToDouble(minimum, 0.0), ToDouble(maximum, double.MaxValue), _numbers!.Next),
            });
        }
    }

    private T Check<T>(T minimum, T maximum, Func<T, T, T> next)
        where T : IComparable<T>
    {
        if (minimum.CompareTo(maximum) >= 0)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The Minimum value ({minimum}) cannot be greater than or equal to the Maximum value ({maximum}).")),
                "MinGreaterThanOrEqualMax",
                ErrorCategory.InvalidArgument,
                null));
        }

        return next(minimum, maximum);
    }

    private static object? ToNumber(object? value) => Values.Unwrap(value) is string text
        ? LanguagePrimitives.ConvertTo(text, text.AsSpan().IndexOfAny(".eE") < 0 ? typeof(int) : typeof(double), CultureInfo.InvariantCulture)
        : Values.Unwrap(value);

    private static double ToDouble(object? value, double otherwise) =>
        value is null ? otherwise : (double)LanguagePrimitives.ConvertTo(value, typeof(double), CultureInfo.InvariantCulture);
}
