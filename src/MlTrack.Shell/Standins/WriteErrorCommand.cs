using System.Management.Automation;
using Microsoft.PowerShell.Commands;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Write-Error.</summary>
[Cmdlet(VerbsCommunications.Write, "Error", DefaultParameterSetName = ByMessage)]
public sealed class WriteErrorCommand : StandinCmdlet
{
    private const string ByMessage = "NoException";
    private const string ByException = "WithException";
    private const string ByRecord = "ErrorRecord";

    [Parameter(Position = 0, ParameterSetName = ByException, Mandatory = true)]
    public Exception? Exception { get; set; }

    [Parameter(Position = 0, ParameterSetName = ByMessage, Mandatory = true, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = ByException)]
    [AllowNull]
    [AllowEmptyString]
    [Alias("Msg")]
    public string? Message { get; set; }

    [Parameter(Position = 0, ParameterSetName = ByRecord, Mandatory = true)]
    public ErrorRecord? ErrorRecord { get; set; }

    [Parameter(ParameterSetName = ByMessage)]
    [Parameter(ParameterSetName = ByException)]
    public ErrorCategory Category { get; set; } = ErrorCategory.NotSpecified;

    [Parameter(ParameterSetName = ByMessage)]
    [Parameter(ParameterSetName = ByException)]
    public string? ErrorId { get; set; }

    [Parameter(ParameterSetName = ByMessage)]
    [Parameter(ParameterSetName = ByException)]
    public object? TargetObject { get; set; }

    [Parameter]
    public string? RecommendedAction { get; set; }

    [Parameter]
    [Alias("Activity")]
    public string? CategoryActivity { get; set; }

    [Parameter]
    [Alias("Reason")]
    public string? CategoryReason { get; set; }

    [Parameter]
    [Alias("TargetName")]
    public string? CategoryTargetName { get; set; }

    [Parameter]
    [Alias("TargetType")]
    public string? CategoryTargetType { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ErrorRecord record = ErrorRecord is null ? NewRecord() : new ErrorRecord(ErrorRecord, null);
        if (!string.IsNullOrEmpty(RecommendedAction))
        {
            record.ErrorDetails ??= new ErrorDetails(record.ToString());
            record.ErrorDetails.RecommendedAction = RecommendedAction;
        }

        Set(CategoryActivity, text => record.CategoryInfo.Activity = text);
        Set(CategoryReason, text => record.CategoryInfo.Reason = text);
        Set(CategoryTargetName, text => record.CategoryInfo.TargetName = text);
        Set(CategoryTargetType, text => record.CategoryInfo.TargetType = text);
        if (GetVariableValue("MyInvocation") is InvocationInfo caller)
        {
            EngineInternals.SetCaller(record, caller);
            record.CategoryInfo.Activity = string.IsNullOrEmpty(CategoryActivity) ? "Write-Error" : CategoryActivity;
        }

        WriteError(record);
    }

    private ErrorRecord NewRecord()
    {
        Exception exception = Exception ?? new WriteErrorException(Message);
        ErrorRecord record = new(
            exception, string.IsNullOrEmpty(ErrorId) ? exception.GetType().FullName! : ErrorId, Category, TargetObject);
        if (Exception is not null && !string.IsNullOrEmpty(Message))
        {
            record.ErrorDetails = new ErrorDetails(Message);
        }

        return record;
    }

    private static void Set(string? text, Action<string> set)
    {
        if (!string.IsNullOrEmpty(text))
        {
            set(text);
        }
    }
}
