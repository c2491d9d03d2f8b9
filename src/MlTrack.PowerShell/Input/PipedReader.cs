using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace MlTrack.Input;

/// <summary>
/// Reads what comes through the pipeline. Cmdlets take it as one untyped object, because PowerShell's binder would match a run's Name,
/// Status or EndTime with parameters of these names, and would turn a run into text where an id is wanted.
/// </summary>
internal static class PipedReader
{
    private const string Namespace = "MlTrack.";
    private const string DeserializedPrefix = "Deserialized." + Namespace;

    /// <summary>Reads an object.</summary>
    /// <param name="input">The object as it came.</param>
    /// <returns>Its kind, and what it names.</returns>
    public static PipedObject Read(PSObject? input)
    {
        object? value = input?.BaseObject;
        return value switch
        {
            null => new PipedObject { Source = null, Kind = PipedKind.Null },
            MlRun run => new PipedObject
            {
                Source = run,
                Kind = PipedKind.Run,
                RunId = run.RunId,
                ExperimentId = run.ExperimentId,
                StoreKey = run.StoreKey,
            },
            MlExperiment experiment => new PipedObject
            {
                Source = experiment,
                Kind = PipedKind.Experiment,
                ExperimentId = experiment.ExperimentId,
                StoreKey = experiment.StoreKey,
            },
            MlExperimentReport report => new PipedObject
            {
                Source = report,
                Kind = PipedKind.ExperimentReport,
                ExperimentId = report.ExperimentId,
                StoreKey = report.StoreKey,
            },
            MlMetric metric => new PipedObject
            {
                Source = metric,
                Kind = PipedKind.Metric,
                RunId = metric.RunId,
                StoreKey = metric.StoreKey,
            },
            MlParam param => new PipedObject
            {
                Source = param,
                Kind = PipedKind.Param,
                RunId = param.RunId,
                StoreKey = param.StoreKey,
            },
            MlArtifact artifact => new PipedObject
            {
                Source = artifact,
                Kind = PipedKind.Artifact,
                RunId = artifact.RunId,
                StoreKey = artifact.StoreKey,
            },
            MlModel model => new PipedObject
            {
                Source = model,
                Kind = PipedKind.Model,
                ModelName = model.Name,
                StoreKey = model.StoreKey,
            },
            MlModelVersion version => new PipedObject
            {
                Source = version,
                Kind = PipedKind.ModelVersion,
                RunId = version.RunId,
                ModelName = version.Name,
                ModelVersion = version.Version,
                StoreKey = version.StoreKey,
            },
            MlModelInfo info => new PipedObject
            {
                Source = info,
                Kind = PipedKind.ModelInfo,
                RunId = info.RunId,
                ModelUri = info.ModelUri,
                StoreKey = info.StoreKey,
            },
            string text => new PipedObject { Source = text, Kind = PipedKind.Text, Text = text },
            _ when IsSimple(value) => new PipedObject
            {
                Source = value,
                Kind = PipedKind.Text,
                Text = Convert.ToString(value, CultureInfo.InvariantCulture),
            },
            _ => FromProperties(input!),
        };
    }

    /// <summary>A property of a row, or an entry of a hashtable, by the first of some names that is there.</summary>
    /// <param name="row">The row.</param>
    /// <param name="value">The value; null where the property holds null.</param>
    /// <param name="names">The names, in any case of letters.</param>
    /// <returns>Whether one is there.</returns>
    public static bool TryGet(PSObject row, out object? value, params ReadOnlySpan<string> names)
    {
        IDictionary? dictionary = row.BaseObject as IDictionary;
        foreach (string name in names)
        {
            if (dictionary is not null)
            {
                foreach (DictionaryEntry entry in dictionary)
                {
                    if (entry.Key is string key && key.Equals(name, StringComparison.OrdinalIgnoreCase))
                    {
                        value = Unwrap(entry.Value);
                        return true;
                    }
                }
            }
            else if (row.Properties[name] is { IsGettable: true } property)
            {
                value = ValueOf(row, property);
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>A value without PowerShell's wrapping.</summary>
    /// <param name="value">The value.</param>
    /// <returns>What it wraps.</returns>
    public static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static object? ValueOf(PSObject row, PSPropertyInfo property)
    {
        try
        {
            return Unwrap(property.Value);
        }
        catch (GetValueException exception)
        {
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Value,
                $"The property {property.Name} of an object from the pipeline can't be read: {exception.Message}", row, exception);
        }
    }

    private static PipedObject FromProperties(PSObject input)
    {
        string? runId = Id(input, "RunId", "run_id");
        PipedKind kind = KindOf(input, runId);
        return new PipedObject
        {
            Source = input,
            Kind = kind,
            Row = input,
            RunId = runId is "" && kind is (PipedKind.ModelVersion or PipedKind.ModelInfo) ? null : runId,
            ModelName = kind is PipedKind.Model or PipedKind.ModelVersion ? Text(input, "Name") : null,
            ModelVersion = kind == PipedKind.ModelVersion && TryGet(input, out object? version, "Version")
                ? ValueReader.ModelVersion(version)
                : null,
            ModelUri = kind == PipedKind.ModelInfo ? Text(input, "ModelUri") : null,
        };
    }

    private static PipedKind KindOf(PSObject input, string? runId)
    {
        if (input.BaseObject is not PSCustomObject)
        {
            return input.BaseObject.GetType().Namespace == "MlTrack" ? PipedKind.Other : PipedKind.Row;
        }

        // Asking an object for its type names makes a list of its own, which costs more than all else that is read of a row. Of our
        // objects that have a value, all name their run.
        if (runId is null && input.Properties["Value"] is not null)
        {
            return PipedKind.Row;
        }

        foreach (string name in input.TypeNames)
        {
            if (name.StartsWith(DeserializedPrefix, StringComparison.Ordinal))
            {
                return KindOf(name[DeserializedPrefix.Length..]);
            }
        }

        return PipedKind.Row;
    }

    private static string Text(PSObject source, string name) =>
        TryGet(source, out object? value, name) ? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" : "";

    private static PipedKind KindOf(string typeName) => typeName switch
    {
        nameof(MlRun) => PipedKind.Run,
        nameof(MlExperiment) => PipedKind.Experiment,
        nameof(MlExperimentReport) => PipedKind.ExperimentReport,
        nameof(MlMetric) => PipedKind.Metric,
        nameof(MlParam) => PipedKind.Param,
        nameof(MlArtifact) => PipedKind.Artifact,
        nameof(MlModel) => PipedKind.Model,
        nameof(MlModelVersion) => PipedKind.ModelVersion,
        nameof(MlModelInfo) => PipedKind.ModelInfo,
        _ => PipedKind.Other,
    };

    /// <summary>An id in a row. A property that is there but empty is an id at fault, not 'none given'.</summary>
    /// <param name="row">The row.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="columnName">Its name in tables.</param>
    /// <returns>The id; null where the row has no such property.</returns>
    public static string? Id(PSObject row, string name, string columnName) =>
        TryGet(row, out object? value, name, columnName) ? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" : null;

    private static bool IsSimple(object value) => value is Guid or (IConvertible and not Enum);
}
