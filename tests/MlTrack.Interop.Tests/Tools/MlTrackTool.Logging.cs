using System.Text.Json.Nodes;
using MlTrack.Stores;

namespace MlTrack.Interop.Tests.Tools;

internal sealed partial class MlTrackTool
{
    private bool OfLogging(string what, JsonObject args, out JsonNode? answer)
    {
        answer = null;
        string runId = Text(args, "run_id")!;
        string key = Text(args, "key")!;
        switch (what)
        {
            case "log_metric":
                Client.LogMetric(
                    runId, key, Bits.ToDouble(Text(args, "value")!), (long?)args["step"] ?? 0, (long?)args["timestamp"]);
                return true;
            case "log_param":
                Client.LogParam(runId, key, Text(args, "value")!);
                return true;
            case "set_tag":
                Client.SetTag(runId, key, Text(args, "value")!);
                return true;
            case "delete_tag":
                Client.DeleteRunTag(runId, key);
                return true;
            case "log_batch":
                Client.LogBatch(new RunBatch(runId)
                {
                    Metrics = [.. args["metrics"]?.AsArray().Select(Point) ?? []],
                    Params = Pairs(args["params"]),
                    Tags = Pairs(args["tags"]),
                });
                return true;
            case "get_metric_history":
                answer = Dumps.History(Client.GetMetricHistory(runId, [key]));
                return true;
            case "log_text":
                Artifacts.LogText(runId, Text(args, "file")!, Text(args, "text")!);
                return true;
            case "log_artifact" or "log_artifacts":
                Artifacts.LogArtifact(runId, Text(args, "path")!, Text(args, "artifact_path"));
                return true;
            case "list_artifacts":
                answer = new JsonArray([.. Artifacts.List(runId, Text(args, "path"))
                    .Select(artifact => (JsonNode)new JsonArray(artifact.Path, artifact.IsDirectory, artifact.Size))]);
                return true;
            case "download_artifacts":
                answer = Artifacts.Download(runId, Text(args, "path"), Text(args, "destination")!);
                return true;
            default:
                return false;
        }
    }

    private static MetricPoint Point(JsonNode? point) => new(
        (string)point!["key"]!, Bits.ToDouble((string)point["value"]!), (long)point["timestamp"]!, (long)point["step"]!);
}
