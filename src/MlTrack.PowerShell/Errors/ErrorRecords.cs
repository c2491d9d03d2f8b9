using System.Management.Automation;

namespace MlTrack.Errors;

/// <summary>The one table from MLflow's codes to PowerShell's error ids and categories; about_MlTrack_Errors lists the ids.</summary>
internal static class ErrorRecords
{
    /// <summary>Makes the error record.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="target">The input at fault, where the error doesn't name it.</param>
    /// <param name="cmdlet">The cmdlet that met the error, whose user sees it; null where it can't be one of a filter.</param>
    /// <returns>The record.</returns>
    public static ErrorRecord From(MlException exception, object? target = null, PSCmdlet? cmdlet = null)
    {
        (string id, ErrorCategory category) = Classify(exception);
        ErrorRecord record = new(exception, id, category, exception.Target ?? target);
        if (exception is MlFilterException filter && cmdlet is not null)
        {
            record.ErrorDetails = FilterErrorDetails.Of(filter, cmdlet);
        }

        return record;
    }

    /// <summary>Whether an error ends the command even where one item of several met it, because every other item would meet it too.</summary>
    public static bool EndsTheCommand(MlException exception) =>
        exception.ErrorCode is MlErrorCode.TemporarilyUnavailable or MlErrorCode.Unauthenticated
        || exception.Entity is MlEntity.ActiveRun or MlEntity.Filter or MlEntity.Schema or MlEntity.Store;

    private static (string Id, ErrorCategory Category) Classify(MlException exception) => exception.ErrorCode switch
    {
        MlErrorCode.ResourceDoesNotExist => (NotFoundId(exception.Entity), ErrorCategory.ObjectNotFound),
        MlErrorCode.ResourceAlreadyExists => (ExistsId(exception.Entity), ErrorCategory.ResourceExists),
        MlErrorCode.InvalidParameterValue => exception.Entity switch
        {
            MlEntity.Filter => ("InvalidFilter", ErrorCategory.ParserError),
            MlEntity.Run or MlEntity.Experiment or MlEntity.Model or MlEntity.ModelVersion =>
                ("InvalidState", ErrorCategory.InvalidOperation),
            MlEntity.Name => ("InvalidName", ErrorCategory.InvalidArgument),
            MlEntity.Id => ("InvalidId", ErrorCategory.InvalidArgument),
            MlEntity.Uri => ("InvalidUri", ErrorCategory.InvalidArgument),
            MlEntity.Param => ("ParamChanged", ErrorCategory.InvalidArgument),
            MlEntity.Schema => ("SchemaMismatch", ErrorCategory.InvalidData),
            MlEntity.Store => ("NotAStore", ErrorCategory.InvalidData),
            _ => ("InvalidValue", ErrorCategory.InvalidArgument),
        },
        MlErrorCode.InvalidState => exception.Entity switch
        {
            MlEntity.ActiveRun => (exception.Target is null ? "NoActiveRun" : "RunAlreadyActive", ErrorCategory.InvalidOperation),
            MlEntity.Schema => ("SchemaMismatch", ErrorCategory.InvalidData),
            MlEntity.Store => ("NotAStore", ErrorCategory.InvalidData),
            _ => ("InvalidState", ErrorCategory.InvalidOperation),
        },
        MlErrorCode.TemporarilyUnavailable => ("StoreUnavailable", ErrorCategory.ConnectionError),
        MlErrorCode.Unauthenticated => ("AuthenticationFailed", ErrorCategory.AuthenticationError),
        MlErrorCode.PermissionDenied => ("PermissionDenied", ErrorCategory.PermissionDenied),
        MlErrorCode.NotImplemented => ("NotSupported", ErrorCategory.NotImplemented),
        _ => exception.Entity switch
        {
            MlEntity.Schema => ("SchemaMismatch", ErrorCategory.InvalidData),
            MlEntity.Store => ("NotAStore", ErrorCategory.InvalidData),
            MlEntity.Disk => ("StoreError", ErrorCategory.WriteError),
            _ => ("StoreError", ErrorCategory.NotSpecified),
        },
    };

    private static string NotFoundId(MlEntity entity) => entity switch
    {
        MlEntity.Store => "StoreNotFound",
        MlEntity.None => "StoreError",

        // A bucket or container.
        MlEntity.Uri => "ArtifactNotFound",
        _ => entity + "NotFound",
    };

    private static string ExistsId(MlEntity entity) => entity switch
    {
        MlEntity.Experiment => "ExperimentExists",
        MlEntity.Model => "ModelExists",
        _ => "PathExists",
    };
}
