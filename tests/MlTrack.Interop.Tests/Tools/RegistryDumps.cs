using System.Text.Json.Nodes;
using MlTrack.Stores;

namespace MlTrack.Interop.Tests.Tools;

/// <summary>Everything that MlTrack reads of a registry, in the same JSON as the MLflow side gives it.</summary>
internal static class RegistryDumps
{
    public static JsonObject Of(MlClient client)
    {
        List<MlModelVersion> versions =
        [
            .. client.FindModelVersions(new ModelSearch())
                .OrderBy(version => version.Name, StringComparer.Ordinal).ThenBy(version => version.Version),
        ];
        return new JsonObject
        {
            ["models"] = new JsonArray([.. client.FindModels(new ModelSearch()).OrderBy(model => model.Name, StringComparer.Ordinal).Select(Of)]),
            ["versions"] = new JsonArray([.. versions.Select(Of)]),
            ["places"] = new JsonArray([.. versions.Select(version => (JsonNode)client.GetModelVersionLocation(version.Name, version.Version))]),
        };
    }

    public static JsonObject Of(MlModel model) => new()
    {
        ["name"] = model.Name,
        ["description"] = model.Description,
        ["tags"] = Dumps.Texts(model.Tags),
        ["aliases"] = new JsonObject(model.Aliases.Select(alias => KeyValuePair.Create(alias.Key, (JsonNode?)alias.Value))),
        ["latest"] = new JsonArray([.. model.LatestVersions.Select(
            version => (JsonNode)new JsonArray(version.Version, version.Stage.ToString()))]),
        ["creation_time"] = model.CreationTime?.ToUnixTimeMilliseconds(),
        ["last_update_time"] = model.LastUpdatedTime?.ToUnixTimeMilliseconds(),
    };

    public static JsonObject Of(MlModelVersion version) => new()
    {
        ["name"] = version.Name,
        ["version"] = version.Version,
        ["stage"] = version.Stage.ToString(),
        ["status"] = version.Status.ToString().ToUpperInvariant(),
        ["source"] = version.Source,
        ["run_id"] = version.RunId,
        ["run_link"] = version.RunLink,
        ["description"] = version.Description,
        ["tags"] = Dumps.Texts(version.Tags),
        ["aliases"] = new JsonArray([.. version.Aliases.Order(StringComparer.Ordinal).Select(alias => (JsonNode)alias)]),
        ["creation_time"] = version.CreationTime?.ToUnixTimeMilliseconds(),
        ["last_update_time"] = version.LastUpdatedTime?.ToUnixTimeMilliseconds(),
    };
}
