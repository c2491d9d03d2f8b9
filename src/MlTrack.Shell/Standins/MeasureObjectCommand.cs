using System.Management.Automation;
using System.Management.Automation.Internal;
using Microsoft.PowerShell.Commands;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Measure-Object.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Object", DefaultParameterSetName = Generic)]
[OutputType(typeof(GenericMeasureInfo), typeof(TextMeasureInfo), typeof(GenericObjectMeasureInfo))]
public sealed class MeasureObjectCommand : StandinCmdlet
{
    private const string Generic = "GenericMeasure";
    private const string Text = "TextMeasure";
    private const string Whole = "$_";

    private readonly Dictionary<string, Measurement> _measurements = new(StringComparer.OrdinalIgnoreCase);
    private bool _hasNonNumber;

    [Parameter(ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = AutomationNull.Value;

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public PSPropertyExpression[]? Property { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter StandardDeviation { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter Sum { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter AllStats { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter Average { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter Maximum { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter Minimum { get; set; }

    [Parameter(ParameterSetName = Text)]
    public SwitchParameter Line { get; set; }

    [Parameter(ParameterSetName = Text)]
    public SwitchParameter Word { get; set; }

    [Parameter(ParameterSetName = Text)]
    public SwitchParameter Character { get; set; }

    [Parameter(ParameterSetName = Text)]
    public SwitchParameter IgnoreWhiteSpace { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (AllStats)
        {
            Sum = StandardDeviation = Average = Maximum = Minimum = true;
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!Values.IsPresent(InputObject))
        {
            return;
        }

        if (Property is null)
        {
            Add(Whole, InputObject.BaseObject);
            return;
        }

        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (PSPropertyExpression property in Property)
        {
            List<PSPropertyExpression> names = property.ResolveNames(InputObject);
            if (names.Count == 0 && !property.HasWildCardCharacters)
            {
                MeasurementOf(property.ToString());
            }

            foreach (PSPropertyExpression name in names.Where(name => !seen.Contains(name.ToString())))
            {
                if (name.GetValues(InputObject) is [var result, ..])
                {
                    Add(name.ToString(), result.Result);
                    seen.Add(name.ToString());
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Property is null)
        {
            // Nothing is something that can be counted.
            MeasurementOf(Whole);
        }

        foreach ((string name, Measurement measurement) in _measurements)
        {
            if (measurement.Count == 0 && Property is not null)
            {
                if (EngineInternals.IsStrict(this, 2))
                {
                    WriteError(new ErrorRecord(
                        new PSArgumentException($"The property \"{name}\" cannot be found in the input for any objects."),
                        ParameterSetName == Generic ? "GenericMeasurePropertyNotFound" : "TextMeasurePropertyNotFound",
                        ErrorCategory.ObjectNotFound,
                        null));
                }

                continue;
            }

            MeasureInfo info = ParameterSetName == Generic ? NewGeneric(measurement) : NewText(measurement);
            info.Property = Property is null ? null : name;
            WriteObject(info);
        }
    }

    private Measurement MeasurementOf(string name)
    {
        if (!_measurements.TryGetValue(name, out Measurement? measurement))
        {
            measurement = new Measurement();
            _measurements.Add(name, measurement);
        }

        return measurement;
    }

    private void Add(string name, object? value)
    {
        Measurement measurement = MeasurementOf(name);
        measurement.CountOne();
        if (Character || Word || Line)
        {
            measurement.AddText(value?.ToString() ?? string.Empty, IgnoreWhiteSpace);
        }

        if (Average || Sum || StandardDeviation)
        {
            if (!LanguagePrimitives.TryConvertTo(value, out double number))
            {
                _hasNonNumber = true;
                WriteError(new ErrorRecord(
                    new PSInvalidOperationException($"Input object \"{value}\" is not numeric."),
                    "NonNumericInputObject",
                    ErrorCategory.InvalidType,
                    value));
                return;
            }

            measurement.AddNumber(number);
        }

        measurement.AddOrdered(value, Minimum, Maximum);
    }

    private MeasureInfo NewGeneric(Measurement measurement)
    {
        double? sum = Sum && !_hasNonNumber ? measurement.Sum : null;
        double? average = Average && !_hasNonNumber && measurement.Count > 0 ? measurement.Sum / measurement.Count : null;
        double? deviation = StandardDeviation && !_hasNonNumber ? measurement.StandardDeviation : null;
        if (IsNumberOrNull(measurement.Minimum, out double? minimum) && IsNumberOrNull(measurement.Maximum, out double? maximum))
        {
            return new GenericMeasureInfo
            {
                Count = measurement.Count,
                Sum = sum,
                Average = average,
                StandardDeviation = deviation,
                Minimum = minimum,
                Maximum = maximum,
            };
        }

        return new GenericObjectMeasureInfo
        {
            Count = measurement.Count,
            Sum = sum,
            Average = average,
            Minimum = measurement.Minimum,
            Maximum = measurement.Maximum,
        };
    }

    private TextMeasureInfo NewText(Measurement measurement) => new()
    {
        Characters = Character ? measurement.Characters : null,
        Words = Word ? measurement.Words : null,
        Lines = Line ? measurement.Lines : null,
    };

    private static bool IsNumberOrNull(object? value, out double? number)
    {
        number = value is not null && LanguagePrimitives.TryConvertTo(value, out double converted) ? converted : null;
        return value is null || number is not null;
    }
}
