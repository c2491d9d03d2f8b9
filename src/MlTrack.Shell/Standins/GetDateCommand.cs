using System.Globalization;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Get-Date.</summary>
[Cmdlet(VerbsCommon.Get, "Date", DefaultParameterSetName = DateAndFormat)]
[OutputType(typeof(string), typeof(DateTime))]
public sealed class GetDateCommand : StandinCmdlet
{
    private const string DateAndFormat = "DateAndFormat";
    private const string DateAndUFormat = "DateAndUFormat";
    private const string UnixAndFormat = "UnixTimeSecondsAndFormat";
    private const string UnixAndUFormat = "UnixTimeSecondsAndUFormat";

    [Parameter(ParameterSetName = DateAndFormat, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = DateAndUFormat, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LastWriteTime")]
    public DateTime Date { get; set; }

    [Parameter(ParameterSetName = UnixAndFormat, Mandatory = true)]
    [Parameter(ParameterSetName = UnixAndUFormat, Mandatory = true)]
    [ValidateRange(-62135596800, 253402300799)]
    [Alias("UnixTime")]
    public long UnixTimeSeconds { get; set; }

    [Parameter]
    [ValidateRange(1, 9999)]
    public int Year { get; set; }

    [Parameter]
    [ValidateRange(1, 12)]
    public int Month { get; set; }

    [Parameter]
    [ValidateRange(1, 31)]
    public int Day { get; set; }

    [Parameter]
    [ValidateRange(0, 23)]
    public int Hour { get; set; }

    [Parameter]
    [ValidateRange(0, 59)]
    public int Minute { get; set; }

    [Parameter]
    [ValidateRange(0, 59)]
    public int Second { get; set; }

    [Parameter]
    [ValidateRange(0, 999)]
    public int Millisecond { get; set; }

    [Parameter]
    public DisplayHintType DisplayHint { get; set; } = DisplayHintType.DateTime;

    [Parameter(ParameterSetName = DateAndUFormat, Mandatory = true)]
    [Parameter(ParameterSetName = UnixAndUFormat, Mandatory = true)]
    public string? UFormat { get; set; }

    [Parameter(ParameterSetName = DateAndFormat)]
    [Parameter(ParameterSetName = UnixAndFormat)]
    [ArgumentCompletions("FileDate", "FileDateUniversal", "FileDateTime", "FileDateTimeUniversal")]
    public string? Format { get; set; }

    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        DateTime date = SetParts(Start());
        if (AsUTC)
        {
            date = date.ToUniversalTime();
        }

        if (UFormat is not null)
        {
            WriteObject(UnixDateFormat.Format(date, UFormat));
        }
        else if (Format is not null)
        {
            WriteObject(InFormat(date, Format));
        }
        else
        {
            PSObject result = new(date);
            result.Properties.Add(new PSNoteProperty(nameof(DisplayHint), DisplayHint));
            WriteObject(result);
        }
    }

    private DateTime Start() => IsGiven(nameof(Date)) ? Date
        : IsGiven(nameof(UnixTimeSeconds)) ? DateTimeOffset.FromUnixTimeSeconds(UnixTimeSeconds).LocalDateTime
        : DateTime.UtcNow.ToLocalTime();

    private DateTime SetParts(DateTime date)
    {
        date = IsGiven(nameof(Year)) ? date.AddYears(Year - date.Year) : date;
        date = IsGiven(nameof(Month)) ? date.AddMonths(Month - date.Month) : date;
        date = IsGiven(nameof(Day)) ? date.AddDays(Day - date.Day) : date;
        date = IsGiven(nameof(Hour)) ? date.AddHours(Hour - date.Hour) : date;
        date = IsGiven(nameof(Minute)) ? date.AddMinutes(Minute - date.Minute) : date;
        date = IsGiven(nameof(Second)) ? date.AddSeconds(Second - date.Second) : date;
        if (IsGiven(nameof(Millisecond)))
        {
            date = date.AddMilliseconds(Millisecond - date.Millisecond);
            date = date.AddTicks(-(date.Ticks % TimeSpan.TicksPerMillisecond));
        }

        return date;
    }

    private static string InFormat(DateTime date, string format)
    {
        (DateTime value, string pattern) = format.ToUpperInvariant() switch
        {
            "FILEDATE" => (date, "yyyyMMdd"),
            "FILEDATEUNIVERSAL" => (date.ToUniversalTime(), "yyyyMMddZ"),
            "FILEDATETIME" => (date, "yyyyMMddTHHmmssffff"),
            "FILEDATETIMEUNIVERSAL" => (date.ToUniversalTime(), "yyyyMMddTHHmmssffffZ"),
            _ => (date, format),
        };
        return value.ToString(pattern, CultureInfo.CurrentCulture);
    }

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
