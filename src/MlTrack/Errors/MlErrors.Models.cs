using System.Globalization;

namespace MlTrack;

/// <content>What the registry raises.</content>
internal static partial class MlErrors
{
    public static MlException ModelNotFound(string name) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.Model,
        $"There is no registered model {MlText.Show(name)} in this store. Get-MlModel lists the models; New-MlModel and Register-MlModel "
        + "make one.", name);

    public static MlException ModelExists(string name) => new(
        MlErrorCode.ResourceAlreadyExists, MlEntity.Model,
        $"There is a registered model {MlText.Show(name)} already. Choose another name, or add a version to it with Register-MlModel.", name);

    public static MlException ModelVersionNotFound(string name, int version) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.ModelVersion,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Model {MlText.Show(name)} has no version {version}. Get-MlModelVersion lists its versions; a deleted one is gone for good."),
        string.Create(CultureInfo.InvariantCulture, $"{name}/{version}"));

    public static MlException NoModelVersion(string name, string what) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.ModelVersion,
        $"Model {MlText.Show(name)} has no version{what}. Get-MlModelVersion lists its versions.", name);

    public static MlException AliasNotFound(string name, string alias) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.Alias,
        $"Model {MlText.Show(name)} has no alias {MlText.Show(alias)}. (Get-MlModel).Aliases lists them; Set-MlModelAlias makes one.", alias);

    public static MlException LoggedModelNotFound(string id, string uri) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.Model,
        $"There is no logged model {MlText.Show(id)} in this store. A version of a registered model is named as models:/<name>/<version>.",
        uri);

    public static MlException NoLoggedModels(string id, string uri, MlBackend backend, string? serverVersion) => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.Model,
        $"There is no logged model {MlText.Show(id)}: "
        + (backend != MlBackend.REST ? "this database has the tables of MLflow 2, which keep none; those of MLflow 3 do"
            : serverVersion is null ? "this server doesn't tell its version, and only servers of MLflow 3.0 and later keep such"
            : $"this server has version {serverVersion}, which keeps none; MLflow 3.0 and later do")
        + ". A version of a registered model is named as models:/<name>/<version>.",
        uri);

    public static MlException InvalidUri(string message, string? target) =>
        new(MlErrorCode.InvalidParameterValue, MlEntity.Uri, message, target);

    public static MlException NotSupported(string message, object? target = null) =>
        new(MlErrorCode.NotImplemented, MlEntity.None, message, target);
}
