using static MlTrack.Interop.Tests.Behaviour.Step;

namespace MlTrack.Interop.Tests.Behaviour;

internal static partial class Scenarios
{
    private const string NoRun = "0123456789abcdef0123456789abcdef";

    private static IEnumerable<Scenario> OfRuns =>
    [
        new("a missing run", Do("get_run", new { run_id = NoRun })),
        new("an ill-formed run id", Do("get_run", new { run_id = "a b" })),
        new("a run id that is a path", Do("get_run", new { run_id = "../x" })),
        new("an empty run id", Do("get_run", new { run_id = "" })),
        new("an ill-formed run id to log to", Do("log_param", new { run_id = "a b", key = "k", value = "v" })),
        new("a run's name by its tag", Do("create_run", new { experiment_id = "$exp", tags = Tag("mlflow.runName", "by tag") }, "$run2")),
        new("a name and the same name as a tag", Do("create_run", new { experiment_id = "$exp", name = "n", tags = Tag("mlflow.runName", "n") }, "$run2")),
        new("a name and another as a tag", Do("create_run", new { experiment_id = "$exp", name = "n", tags = Tag("mlflow.runName", "m") })),
        new("a run created with a bad tag key", Do("create_run", new { experiment_id = "$exp", name = "n", tags = Tag("a@b", "m") }, "$run2")),
        new("a run created with a tag of 8001 characters",
            Do("create_run", new { experiment_id = "$exp", name = "n", tags = Tag("a", new string('t', 8001)) }, "$run2")),
        new("setting the name's tag renames", Do("set_tag", new { run_id = "$run", key = "mlflow.runName", value = "renamed" })),
        new("renaming sets the tag", Do("update_run", new { run_id = "$run", name = "renamed" })),
        new("renaming a run to nothing", Do("update_run", new { run_id = "$run", name = "" })),
        new("deleting the name's tag leaves the name", Do("delete_tag", new { run_id = "$run", key = "mlflow.runName" })),
        new("ending a run twice", Do("set_terminated", new { run_id = "$run", status = "FINISHED", end_time = 5 }),
            Do("set_terminated", new { run_id = "$run", status = "FAILED", end_time = 6 })),
        new("logging to an ended run", Do("set_terminated", new { run_id = "$run", end_time = 5 }),
            Do("log_param", new { run_id = "$run", key = "k", value = "v" }), Do("set_tag", new { run_id = "$run", key = "k", value = "v" })),
        new("resuming keeps the end", Do("set_terminated", new { run_id = "$run", end_time = 5 }),
            Do("update_run", new { run_id = "$run", status = "RUNNING" })),
        new("a param to a deleted run", Do("delete_run", new { run_id = "$run" }), Do("log_param", new { run_id = "$run", key = "k", value = "v" })),
        new("a metric to a deleted run", Do("delete_run", new { run_id = "$run" }), Metric("m", "0x3ff0000000000000", 1, 1)),
        new("a tag to a deleted run", Do("delete_run", new { run_id = "$run" }), Do("set_tag", new { run_id = "$run", key = "k", value = "v" })),
        new("a batch to a deleted run", Do("delete_run", new { run_id = "$run" }), Do("log_batch", new { run_id = "$run", @params = new[] { new[] { "k", "v" } } })),
        new("ending a deleted run", Do("delete_run", new { run_id = "$run" }), Do("set_terminated", new { run_id = "$run", end_time = 5 })),
        new("renaming a deleted run", Do("delete_run", new { run_id = "$run" }), Do("update_run", new { run_id = "$run", name = "x" })),
        new("deleting a run twice", Do("delete_run", new { run_id = "$run" }), Do("delete_run", new { run_id = "$run" })),
        new("restoring an active run", Do("restore_run", new { run_id = "$run" })),
        new("deleting and restoring a run", Do("delete_run", new { run_id = "$run" }), Do("restore_run", new { run_id = "$run" })),
        new("deleting a missing run", Do("delete_run", new { run_id = NoRun })),
        new("ending a missing run", Do("set_terminated", new { run_id = NoRun })),
        new("a search in no experiments", Do("search_runs", new { experiment_ids = Array.Empty<string>() })),
        new("a search in a missing experiment", Do("search_runs", new { experiment_ids = new[] { "99999" } })),
        new("a search for deleted runs", Do("delete_run", new { run_id = "$run" }),
            Do("search_runs", new { experiment_ids = new[] { "$exp" }, view = "DeletedOnly" })),
        new("a filter that is none", Do("search_runs", new { experiment_ids = new[] { "$exp" }, filter = "metrics.a >" })),
        new("a filter on an unknown attribute", Do("search_runs", new { experiment_ids = new[] { "$exp" }, filter = "attributes.nope = 'a'" })),
        new("an order that is none", Do("search_runs", new { experiment_ids = new[] { "$exp" }, order_by = new[] { "metrics.a sideways" } })),
        new("a page of no runs", Do("search_runs", new { experiment_ids = new[] { "$exp" }, max_results = 0 })),
        new("a page of 50001 runs", Do("search_runs", new { experiment_ids = new[] { "$exp" }, max_results = 50001 })),
        new("a filter of experiments that is none", Do("search_experiments", new { filter = "name LIKE" })),
    ];

    private static Dictionary<string, string> Tag(string key, string value) => new() { [key] = value };

    private static Step Metric(string key, string bits, long timestamp, long step) =>
        Do("log_metric", new { run_id = "$run", key, value = bits, timestamp, step });
}
