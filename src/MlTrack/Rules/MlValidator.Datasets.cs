using System.Text.Json;
using MlTrack.Stores;

namespace MlTrack;

/// <content>The rules of datasets and of the inputs of runs (MLflow 3.17.2).</content>
internal static partial class MlValidator
{
    private const int InputTagKeyLength = 255;
    private const int InputTagValueLength = 500;
    private const int DatasetSourceLength = 65_535;
    private const int DatasetSchemaLength = 1_048_575;
    private const int DatasetProfileLength = 16_777_215;

    /// <summary>A dataset with its tags; of texts that are kept as JSON, only those of MLflow's form are taken.</summary>
    public static void RunInput(RunInput input, StoreInfo store)
    {
        Named("name", input.Name, MlLimits.DatasetNameLength);
        Named("digest", input.Digest, MlLimits.DatasetDigestLength);
        Named("source type", input.SourceType, MlLimits.DatasetDigestLength);
        if (input.Source is null)
        {
            throw MlErrors.InvalidValue("The source of a dataset is missing. Give JSON such as {\"uri\": \"data.csv\"}.", null);
        }

        Limited("The dataset's source", input.Source, Math.Min(DatasetSourceLength, store.DatasetTextLength));
        Json("schema", input.Schema, Math.Min(DatasetSchemaLength, store.DatasetTextLength));
        Json("profile", input.Profile, Math.Min(DatasetProfileLength, store.DatasetTextLength));
        foreach ((string key, string value) in input.Tags)
        {
            InputTag(key, value);
        }
    }

    private static void InputTag(string key, string? value)
    {
        if (string.IsNullOrEmpty(key) || value is null)
        {
            throw MlErrors.InvalidValue($"The tag {MlText.Show(key)} of a dataset needs a key and a value.", key);
        }

        Limited("The key of a dataset's tag", key, InputTagKeyLength);
        Limited($"The value of the dataset's tag {MlText.Show(key)}", value, InputTagValueLength);
    }

    private static void Named(string what, string? text, int limit)
    {
        if (string.IsNullOrEmpty(text))
        {
            throw MlErrors.InvalidValue($"The {what} of a dataset must not be empty.", text);
        }

        Limited($"The dataset's {what}", text, limit);
    }

    private static void Json(string what, string? text, int limit)
    {
        if (text is null)
        {
            return;
        }

        Limited($"The dataset's {what}", text, limit);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Value,
                $"The {what} of a dataset is no JSON: {MlText.Show(text)}. MLflow reads it as such.", text, exception);
        }
    }
}
