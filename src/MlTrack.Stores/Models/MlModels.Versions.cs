using System.Text.Json;
using System.Text.Json.Nodes;
using MlTrack.Stores.ModelFormat;

namespace MlTrack.Stores;

public sealed partial class MlModels
{
    // As in MLflow, a logged model's tag lists the versions that it is registered as: its page shows them. A server has done it already,
    // and a registry of its own may name a model that this store doesn't have.
    private void TellModel(string modelId, MlModelVersion version, CancellationToken cancellationToken)
    {
        if (_client.LoggedModels(cancellationToken) is not { } models
            || models.GetLoggedModel(modelId, cancellationToken) is not { } model)
        {
            return;
        }

        JsonArray known = Versions(model.Tags.GetValueOrDefault(MlTags.ModelVersions));
        if (!known.Any(item => IsVersion(item, version)))
        {
            known.Add((JsonNode)new JsonObject { ["name"] = version.Name, ["version"] = version.Version });
            models.SetLoggedModelTags(modelId, [new(MlTags.ModelVersions, JsonLine.Of(known))], cancellationToken);
        }
    }

    private static JsonArray Versions(string? tag)
    {
        try
        {
            return tag is null ? [] : JsonNode.Parse(tag) as JsonArray ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    // Servers write the number as text.
    private static bool IsVersion(JsonNode? item, MlModelVersion version) =>
        item is JsonObject entry && entry["name"]?.ToString() == version.Name
        && entry["version"]?.ToString() == version.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
