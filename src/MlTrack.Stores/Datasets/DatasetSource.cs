using System.Text.Json;

namespace MlTrack.Stores;

/// <summary>Datasets that are described instead of read: sources and schemas in MLflow's words, and a digest where none is given.</summary>
public static class DatasetSource
{
    private const string DefaultName = "dataset";

    /// <summary>Describes a source.</summary>
    /// <param name="source">A path, a URI, or JSON that begins with '{'; null for none (MLflow's kind <c>code</c>).</param>
    /// <param name="type">The kind; null for what the source looks like.</param>
    /// <returns>The dataset, named 'dataset', without a digest.</returns>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: what begins as JSON is none.</exception>
    public static RunInput Describe(string? source, string? type)
    {
        if (source is null)
        {
            return new RunInput(DefaultName, "", type ?? "code", "{\"tags\": {}}");
        }

        if (source.AsSpan().TrimStart() is ['{', ..])
        {
            return IsJson(source)
                ? new RunInput(DefaultName, "", type ?? "local", source)
                : throw MlErrors.InvalidValue($"The source of a dataset begins as JSON and is none: {MlText.Show(source)}. Give a path, a URI or JSON.", source);
        }

        string kind = type ?? ArtifactUris.Scheme(source) switch
        {
            null or "file" => "local",
            "https" => "http",
            string scheme => scheme,
        };
        return new RunInput(DefaultName, "", kind, $"{{\"{(kind == "http" ? "url" : "uri")}\": {PlainJson.Quote(source)}}}");
    }

    /// <summary>A schema as MLflow keeps it: a list of columns is put under <c>mlflow_colspec</c>.</summary>
    /// <param name="json">The schema as JSON.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: it is neither a list nor names and values.</exception>
    public static string Schema(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return json.AsSpan().TrimStart() switch
        {
            ['[', ..] => $"{{\"mlflow_colspec\": {json}}}",
            ['{', ..] => json,
            _ => throw MlErrors.InvalidValue(
                $"The schema of a dataset is {MlText.Show(json)}. Give a list of columns such as [{{\"type\": \"double\", \"name\": \"x\"}}], or an object.", json),
        };
    }

    /// <summary>A digest of the description, where there is none of the content.</summary>
    /// <param name="input">The dataset.</param>
    /// <returns>The same with a digest.</returns>
    public static RunInput WithDigest(RunInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Digest.Length > 0
            ? input
            : input with { Digest = DatasetFile.DigestOf(input.SourceType, input.Source, input.Schema, input.Profile) };
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
