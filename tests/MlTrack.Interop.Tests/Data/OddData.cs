using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Tools;

namespace MlTrack.Interop.Tests.Data;

/// <summary>Fills a store, by either tool, with what the rules allow and programs tend to spoil.</summary>
internal static class OddData
{
    /// <summary>The latest time that a date of .NET can hold.</summary>
    public const long LastTimestamp = 253402300799999;

    public static readonly string Smile = char.ConvertFromUtf32(0x1F600);

    public static readonly double[] Values =
    [
        0.0, -0.0, 1, -1, 0.1, 1.0 / 3, 0.30000000000000004, 1e22, 9007199254740993, 123456789012345680, double.Epsilon, -double.Epsilon,
        2.2250738585072014e-308, 1.1125369292536007e-308, -2.2250738585072009e-308, double.MaxValue, double.MinValue,
        double.NaN, double.PositiveInfinity, double.NegativeInfinity,
    ];

    public static readonly string[] Texts =
    [
        "", " ", "  blanks  ", "two\nlines", "carriage\r\nreturn", "tab\tbed", "'; DROP TABLE runs; --", "\"quoted\"", "back\\slash",
        "100%_done", "null", "True", "NaN", "1.50", "{\"a\": [1, 2]}", "é", "e\u0301", "\u2028", "\ufeffmark", "עברית", "\u0001\u001b[0m",
        Smile, string.Concat(Enumerable.Repeat(Smile, 3000)), new('x', 6000), string.Concat(Enumerable.Repeat(Smile, 6000)),
    ];

    public static readonly string[] Keys =
    [
        "a", "A", "é", "日本語", "with space", " ", "a/b/c", "a.b", "a:b", "-", "_", ".a", "٣", "x²", "Ⅻ", "ª",
        char.ConvertFromUtf32(0x1D4B3), new('k', 250), string.Concat(Enumerable.Repeat(char.ConvertFromUtf32(0x10437), 250)),
    ];

    private static readonly string[] s_names =
    [
        "plain", "Plain", "ends with blank ", " ", "two\nlines", "o'neil", "a\"b", "back`tick", "100%_done", "naïve", "nai\u0308ve", "日本",
        Smile, "a/b:c", "\\", "0", "-1", "NULL", new('n', 500), string.Concat(Enumerable.Repeat(Smile, 500)),
    ];

    private static readonly long[] s_steps = [0, 5, -3, 2, long.MaxValue, long.MinValue, 1];

    /// <summary>The keys that a run can have at the same time: MySQL takes those for equal that its collation takes for equal.</summary>
    public static IEnumerable<string> KeysOf(MlBackend backend) =>
        backend == MlBackend.MySQL ? Keys.Except(["A", "ª", "²"]) : Keys;

    // Columns of servers have 256 characters.
    private static IEnumerable<string> NamesOf(MlBackend backend) => backend switch
    {
        MlBackend.SQLite => s_names,
        MlBackend.MySQL => s_names.Where(name => name.EnumerateRunes().Count() <= 256 && name != "Plain"),
        _ => s_names.Where(name => name.EnumerateRunes().Count() <= 256),
    };

    public static void Fill(ITool tool, MlBackend backend = MlBackend.SQLite)
    {
        List<string> experiments = [.. NamesOf(backend).Select(name => tool.Text("create_experiment", new { name }))];
        foreach ((string key, string text) in KeysOf(backend).Zip(Texts))
        {
            tool.Call("set_experiment_tag", new { id = experiments[0], key, value = text.Length > 5000 ? text[..5000] : text });
        }

        FillRun(tool, experiments[0], backend);
        FillLifeCycles(tool, experiments[1]);
        FillDeleted(tool);
        tool.Text("create_experiment", new { name = "by uri", artifact_location = "s3://bucket/ä b" });
    }

    private static void FillRun(ITool tool, string experiment, MlBackend backend)
    {
        string run = tool.Text("create_run", new { experiment_id = experiment, name = "everything " + Smile, start_time = 1 });
        long timestamp = 1700000000000;
        foreach (string key in KeysOf(backend))
        {
            tool.Call("log_metric", new { run_id = run, key, value = Bits.Of(0.1), timestamp = 5, step = 1 });
            tool.Call("log_param", new { run_id = run, key, value = key });
            tool.Call("set_tag", new { run_id = run, key, value = key });
        }

        for (int i = 0; i < Values.Length; i++)
        {
            tool.Call("log_metric", new { run_id = run, key = $"value.{i}", value = Bits.Of(Values[i]), timestamp = timestamp + i, step = 0 });
            tool.Call("log_metric", new { run_id = run, key = "all", value = Bits.Of(Values[i]), timestamp, step = i % 4 });
        }

        for (int i = 0; i < Texts.Length; i++)
        {
            tool.Call("log_param", new { run_id = run, key = $"text.{i}", value = Texts[i] });
            tool.Call("set_tag", new { run_id = run, key = $"text.{i}", value = Texts[i] });
        }

        foreach (long step in s_steps)
        {
            tool.Call("log_metric", new { run_id = run, key = "history", value = Bits.Of(step / 3.0), timestamp, step });
            tool.Call("log_metric", new { run_id = run, key = "backwards", value = Bits.Of(step), timestamp = timestamp--, step = 7 });
        }

        tool.Call("log_metric", new { run_id = run, key = "time", value = Bits.Of(1), timestamp = 0, step = 0 });
        tool.Call("log_metric", new { run_id = run, key = "time", value = Bits.Of(2), timestamp = LastTimestamp, step = 0 });
        tool.Call("set_tag", new { run_id = run, key = "mlflow.note.content", value = "# Notes\n\n- *one*\n- two\n" });
        tool.Call("set_tag", new { run_id = run, key = "long", value = new string('t', 8000) });
    }

    private static void FillLifeCycles(ITool tool, string experiment)
    {
        string parent = tool.Text("create_run", new { experiment_id = experiment, name = "parent", start_time = 1700000000000 });
        foreach (string status in new[] { "FINISHED", "FAILED", "KILLED" })
        {
            Dictionary<string, string> tags = new() { ["mlflow.parentRunId"] = parent, ["of"] = status };
            string child = tool.Text("create_run", new { experiment_id = experiment, name = "child\n" + status, start_time = 5, tags });
            tool.Call("log_batch", new
            {
                run_id = child,
                metrics = Enumerable.Range(0, 50).Select(i => new { key = $"m{i % 5}", value = Bits.Of(i * 0.1), timestamp = 9 - (i % 7), step = -i }),
                @params = Enumerable.Range(0, 100).Select(i => new[] { $"p{i}", $"{i}" }),
                tags = new[] { new[] { "twice", "first" }, ["twice", "last"] },
            });
            tool.Call("set_terminated", new { run_id = child, status, end_time = 1700000000001 });
        }

        string scheduled = tool.Text("create_run", new { experiment_id = experiment, name = "later", start_time = LastTimestamp });
        tool.Call("update_run", new { run_id = scheduled, status = "SCHEDULED" });
        string renamed = tool.Text("create_run", new { experiment_id = experiment, name = "before", start_time = 2 });
        tool.Call("update_run", new { run_id = renamed, name = "after" });
        string deleted = tool.Text("create_run", new { experiment_id = experiment, name = "deleted", start_time = 3 });
        tool.Call("log_metric", new { run_id = deleted, key = "m", value = Bits.Of(1), timestamp = 1, step = 1 });
        tool.Call("delete_run", new { run_id = deleted });
        tool.Text("create_run", new { experiment_id = experiment, name = "", start_time = 4 });
    }

    private static void FillDeleted(ITool tool)
    {
        string gone = tool.Text("create_experiment", new { name = "gone" });
        tool.Text("create_run", new { experiment_id = gone, name = "goes with it", start_time = 1 });
        tool.Call("delete_experiment", new { id = gone });
        string back = tool.Text("create_experiment", new { name = "back" });
        string run = tool.Text("create_run", new { experiment_id = back, name = "comes back with it", start_time = 1 });
        tool.Call("delete_run", new { run_id = run });
        tool.Call("delete_experiment", new { id = back });
        tool.Call("restore_experiment", new { id = back });
        tool.Call("rename_experiment", new { id = back, name = "renamed" });
    }

    /// <summary>What the other tool does with a store that it has found: it changes and adds to everything.</summary>
    public static void GoOn(ITool tool, MlBackend backend, string mark)
    {
        JsonNode before = tool.Dump();
        foreach (JsonNode? run in before["runs"]!.AsArray().Where(run => (string)run!["lifecycle_stage"]! == "active"))
        {
            string id = (string)run!["id"]!;
            foreach (string key in run["metrics"]!.AsObject().Select(metric => metric.Key).Where(IsOurs).Take(5))
            {
                tool.Call("log_metric", new { run_id = id, key, value = Bits.Of(42.5), timestamp = 1800000000000, step = 3 });

                // Never the same point twice: MLflow 2.22 fails on a NaN that is there already.
                tool.Call("log_metric", new { run_id = id, key, value = Bits.Of(double.NaN), timestamp = mark.Length, step = -9 });
            }

            foreach ((string key, JsonNode? value) in run["params"]!.AsObject().Where(param => IsOurs(param.Key)).Take(5))
            {
                tool.Call("log_param", new { run_id = id, key, value = (string)value! });
            }

            tool.Call("log_param", new { run_id = id, key = mark, value = Smile + "\n" + mark });
            tool.Call("set_tag", new { run_id = id, key = "text.3", value = "overwritten by " + mark });
            tool.Call("log_metric", new { run_id = id, key = mark, value = Bits.Of(-0.0), timestamp = 6, step = 6 });
        }

        JsonNode? first = before["runs"]!.AsArray().First(run => (string)run!["lifecycle_stage"]! == "deleted");
        tool.Call("restore_run", new { run_id = (string)first!["id"]! });
        tool.Call("update_run", new { run_id = (string)first["id"]!, name = "renamed by " + mark });
        tool.Call("set_terminated", new { run_id = (string)first["id"]!, status = "KILLED", end_time = 1900000000000 });
        string added = tool.Text("create_experiment", new { name = "added by " + mark });
        tool.Call("set_experiment_tag", new { id = added, key = "by", value = mark });
        FillRun(tool, added, backend);
        FillLifeCycles(tool, added);
    }

    // A key that MLflow lets through by accident is only read.
    private static bool IsOurs(string key) => !key.EndsWith('\n');
}
