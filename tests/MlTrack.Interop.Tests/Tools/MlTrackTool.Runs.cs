using System.Text.Json.Nodes;
using MlTrack.Stores;

namespace MlTrack.Interop.Tests.Tools;

internal sealed partial class MlTrackTool
{
    private bool OfRuns(string what, JsonObject args, out JsonNode? answer)
    {
        answer = null;
        string runId = Text(args, "run_id")!;
        switch (what)
        {
            case "create_run":
                answer = Client.CreateRun(new NewRun(Text(args, "experiment_id")!)
                {
                    Name = Text(args, "name"),
                    StartTime = (long?)args["start_time"],
                    Tags = Pairs(args["tags"]),
                }).RunId;
                return true;
            case "get_run":
                answer = Dumps.Of(Client.GetRun(runId));
                return true;
            case "update_run":
                Client.UpdateRun(runId, new RunUpdate { Name = Text(args, "name"), Status = Status(args) });
                return true;
            case "set_terminated":
                Client.EndRun(runId, Status(args) ?? MlRunStatus.Finished, (long?)args["end_time"]);
                return true;
            case "delete_run":
                Client.DeleteRun(runId);
                return true;
            case "restore_run":
                Client.RestoreRun(runId);
                return true;
            case "search_runs":
                RunSearch search = new()
                {
                    ExperimentIds = Texts(args["experiment_ids"]),
                    Filter = Text(args, "filter"),
                    OrderBy = Texts(args["order_by"]),
                    ViewType = View(args),
                };
                MlPage<MlRun> page = Client.SearchRuns(search, (int?)args["max_results"] ?? 1000);
                answer = new JsonArray([.. page.Items.Select(run => (JsonNode)run.RunId)]);
                return true;
            default:
                return false;
        }
    }

    private static MlRunStatus? Status(JsonObject args) =>
        Text(args, "status") is { } status ? Enum.Parse<MlRunStatus>(status, ignoreCase: true) : null;
}
