using System.Text.Json.Nodes;
using MlTrack.Stores;

namespace MlTrack.Interop.Tests.Tools;

internal sealed partial class MlTrackTool
{
    private bool OfExperiments(string what, JsonObject args, out JsonNode? answer)
    {
        answer = null;
        string id = Text(args, "id")!;
        switch (what)
        {
            case "create_experiment":
                answer = Client.CreateExperiment(new NewExperiment(Text(args, "name")!)
                {
                    ArtifactLocation = Text(args, "artifact_location"),
                    Tags = Pairs(args["tags"]),
                }).ExperimentId;
                return true;
            case "get_experiment":
                answer = Dumps.Of(Client.GetExperiment(id));
                return true;
            case "get_experiment_by_name":
                answer = Client.GetExperimentByName(Text(args, "name")!) is { } found ? Dumps.Of(found) : null;
                return true;
            case "set_experiment":
                answer = Client.GetOrCreateExperiment(Text(args, "name")!).ExperimentId;
                return true;
            case "rename_experiment":
                Client.RenameExperiment(id, Text(args, "name")!);
                return true;
            case "delete_experiment":
                Client.DeleteExperiment(id);
                return true;
            case "restore_experiment":
                Client.RestoreExperiment(id);
                return true;
            case "set_experiment_tag":
                Client.SetExperimentTags(id, [new(Text(args, "key")!, Text(args, "value")!)]);
                return true;
            case "search_experiments":
                ExperimentSearch search = new()
                {
                    Filter = Text(args, "filter"),
                    OrderBy = Texts(args["order_by"]),
                    ViewType = View(args),
                };
                MlPage<MlExperiment> page = Client.SearchExperiments(search, (int?)args["max_results"] ?? 1000);
                answer = new JsonArray([.. page.Items.Select(e => (JsonNode)e.ExperimentId)]);
                return true;
            case "dump":
                answer = Dumps.Of(Client, Text(args, "experiment_id"));
                return true;
            default:
                return false;
        }
    }
}
