using static MlTrack.Interop.Tests.Behaviour.Step;

namespace MlTrack.Interop.Tests.Behaviour;

internal static partial class Scenarios
{
    private static readonly string s_long500 = new('e', 497);

    private static IEnumerable<Scenario> OfExperiments =>
    [
        new("an empty experiment name", Do("create_experiment", new { name = "" })),
        new("an experiment name of 500 characters", Do("create_experiment", new { name = "500" + s_long500 }, "$exp2")),
        new("an experiment name of 501 characters", Do("create_experiment", new { name = "501x" + s_long500 }, "$exp2")),
        new("an experiment name with NUL", Do("create_experiment", new { name = "nul\0name" }, "$exp2")),
        new("an experiment name of one blank", Do("create_experiment", new { name = " " }, "$exp2")),
        new("an experiment name with a line break", Do("create_experiment", new { name = "two\nlines" }, "$exp2")),
        new("a taken experiment name", Do("create_experiment", new { name = "taken" }, "$exp2"), Do("create_experiment", new { name = "taken" })),
        new("the name of a deleted experiment", Do("create_experiment", new { name = "was" }, "$exp2"), Do("delete_experiment", new { id = "$exp2" }),
            Do("create_experiment", new { name = "was" })),
        new("a name that differs by case", Do("create_experiment", new { name = "case" }, "$exp2"), Do("create_experiment", new { name = "Case" }, "$exp3")),
        new("a missing experiment", Do("get_experiment", new { id = "99999" })),
        new("an experiment id that is no number", Do("get_experiment", new { id = "abc" })),
        new("an empty experiment id", Do("get_experiment", new { id = "" })),
        new("a missing experiment by name", Do("get_experiment_by_name", new { name = "no such" })),
        new("a deleted experiment by name", Do("create_experiment", new { name = "by name" }, "$exp2"),
            Do("delete_experiment", new { id = "$exp2" }), Do("get_experiment_by_name", new { name = "by name" })),
        new("deleting an experiment twice", Do("delete_experiment", new { id = "$exp" }), Do("delete_experiment", new { id = "$exp" })),
        new("deleting a missing experiment", Do("delete_experiment", new { id = "99999" })),
        new("restoring an active experiment", Do("restore_experiment", new { id = "$exp" })),
        new("restoring brings back all runs", Do("delete_run", new { run_id = "$run" }), Do("delete_experiment", new { id = "$exp" }),
            Do("restore_experiment", new { id = "$exp" })),
        new("renaming to a taken name", Do("create_experiment", new { name = "other" }, "$exp2"),
            Do("rename_experiment", new { id = "$exp", name = "other" })),
        new("renaming to the own name", Do("create_experiment", new { name = "own" }, "$exp2"),
            Do("rename_experiment", new { id = "$exp2", name = "own" })),
        new("renaming to nothing", Do("rename_experiment", new { id = "$exp", name = "" })),
        new("renaming a deleted experiment", Do("delete_experiment", new { id = "$exp" }),
            Do("rename_experiment", new { id = "$exp", name = "x" })),
        new("renaming a missing experiment", Do("rename_experiment", new { id = "99999", name = "x" })),
        new("a tag on a deleted experiment", Do("delete_experiment", new { id = "$exp" }),
            Do("set_experiment_tag", new { id = "$exp", key = "a", value = "b" })),
        new("a tag on a missing experiment", Do("set_experiment_tag", new { id = "99999", key = "a", value = "b" })),
        new("an experiment tag with a bad key", Do("set_experiment_tag", new { id = "$exp", key = "a@b", value = "b" })),
        new("an experiment tag that is overwritten", Do("set_experiment_tag", new { id = "$exp", key = "a", value = "1" }),
            Do("set_experiment_tag", new { id = "$exp", key = "a", value = "2" })),
        new("an experiment tag of 5000 characters", Do("set_experiment_tag", new { id = "$exp", key = "a", value = new string('t', 5000) })),
        new("an experiment tag of 5001 characters", Do("set_experiment_tag", new { id = "$exp", key = "a", value = new string('t', 5001) })),
        new("a run in a deleted experiment", Do("delete_experiment", new { id = "$exp" }),
            Do("create_run", new { experiment_id = "$exp", name = "r" })),
        new("a run in a missing experiment", Do("create_run", new { experiment_id = "99999", name = "r" })),
        new("setting a deleted experiment", Do("create_experiment", new { name = "set deleted" }, "$exp2"),
            Do("delete_experiment", new { id = "$exp2" }), Do("set_experiment", new { name = "set deleted" })),
        new("setting a missing experiment", Do("set_experiment", new { name = "set new" }, "$exp2")),
        new("a relative artifact location", Do("create_experiment", new { name = "located", artifact_location = "some/where" }, "$exp2")),
    ];
}
