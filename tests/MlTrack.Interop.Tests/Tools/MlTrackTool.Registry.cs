using System.Text.Json.Nodes;
using MlTrack.Stores;

namespace MlTrack.Interop.Tests.Tools;

internal sealed partial class MlTrackTool
{
    private bool OfModels(string what, JsonObject args, out JsonNode? answer)
    {
        answer = null;
        string name = Text(args, "name")!;
        switch (what)
        {
            case "create_model":
                answer = Client.CreateModel(new NewModel(name) { Description = Text(args, "description"), Tags = Pairs(args["tags"]) }).Name;
                return true;
            case "get_model":
                answer = RegistryDumps.Of(Client.GetModel(name));
                return true;
            case "update_model":
                Client.UpdateModel(name, Text(args, "description"));
                return true;
            case "rename_model":
                Client.RenameModel(name, Text(args, "new_name")!);
                return true;
            case "delete_model":
                Client.DeleteModel(name);
                return true;
            case "set_model_tag":
                Client.SetModelTags(name, [new(Text(args, "key")!, Text(args, "value")!)]);
                return true;
            case "delete_model_tag":
                Client.DeleteModelTag(name, Text(args, "key")!);
                return true;
            case "set_alias":
                Client.SetModelAlias(name, Text(args, "alias")!, Number(args));
                return true;
            case "delete_alias":
                Client.DeleteModelAlias(name, Text(args, "alias")!);
                return true;
            case "get_by_alias":
                answer = RegistryDumps.Of(Client.GetModelVersionByAlias(name, Text(args, "alias")!));
                return true;
            case "search_models":
                answer = new JsonArray([.. Client.SearchModels(Search(args), (int?)args["max_results"] ?? 100).Items
                    .Select(model => (JsonNode)model.Name)]);
                return true;
            case "dump_registry":
                answer = RegistryDumps.Of(Client);
                return true;
            default:
                return false;
        }
    }

    private bool OfVersions(string what, JsonObject args, out JsonNode? answer)
    {
        answer = null;
        string name = Text(args, "name")!;
        switch (what)
        {
            case "create_version":
                answer = Client.CreateModelVersion(new NewModelVersion(name, Text(args, "source")!)
                {
                    RunId = Text(args, "run_id"),
                    RunLink = Text(args, "run_link"),
                    Description = Text(args, "description"),
                    Tags = Pairs(args["tags"]),
                }).Version;
                return true;
            case "register_model":
                answer = Models.Register(new ModelRegistration(name, Text(args, "source")!)).Version;
                return true;
            case "get_version":
                answer = RegistryDumps.Of(Client.GetModelVersion(name, Number(args)));
                return true;
            case "update_version":
                Client.UpdateModelVersion(name, Number(args), Text(args, "description"));
                return true;
            case "set_stage":
                Client.SetModelVersionStage(
                    name, Number(args), Enum.Parse<MlModelStage>(Text(args, "stage")!, ignoreCase: true), (bool?)args["archive"] ?? false);
                return true;
            case "delete_version":
                Client.DeleteModelVersion(name, Number(args));
                return true;
            case "set_version_tag":
                Client.SetModelVersionTags(name, Number(args), [new(Text(args, "key")!, Text(args, "value")!)]);
                return true;
            case "delete_version_tag":
                Client.DeleteModelVersionTag(name, Number(args), Text(args, "key")!);
                return true;
            case "copy_version":
                answer = Client.CopyModelVersion(Client.GetModelVersion(name, Number(args)), Text(args, "destination")!).Version;
                return true;
            case "search_versions":
                answer = new JsonArray([.. Client.SearchModelVersions(Search(args), (int?)args["max_results"] ?? 100).Items
                    .Select(version => (JsonNode)version.ToString())]);
                return true;
            default:
                return false;
        }
    }

    private static int Number(JsonObject args) => (int)args["version"]!;

    private static ModelSearch Search(JsonObject args) => new() { Filter = Text(args, "filter"), OrderBy = Texts(args["order_by"]) };
}
