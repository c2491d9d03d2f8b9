using static MlTrack.Interop.Tests.Behaviour.Step;

namespace MlTrack.Interop.Tests.Behaviour;

internal static partial class Scenarios
{
    private const string One = "0x3ff0000000000000";
    private const string NaN = "nan";

    /// <summary>Keys that are written as params, metrics and tags: the rule is the same, so must the answers be.</summary>
    private static readonly string[] s_keys =
    [
        "", new('k', 250), new('k', 251), "a@b", "a#b", "a\tb", "a\nb", "line\n", "a\\b", "a,b", "a=b", "é", "日本", "a\u0301", " a", "a ",
        ".", "..", "../a", "..a", "./a", "a/./b", "a/../b", "a//b", "/a", "a/", "a/b", "a:b", "-a", "a\0b",
    ];

    private static readonly string s_smile = char.ConvertFromUtf32(0x1F600);

    private static IEnumerable<Scenario> OfKeys => s_keys.SelectMany(key => new Scenario[]
    {
        new($"param key {Show(key)}", Param(key, "v")),
        new($"metric key {Show(key)}", Metric(key, One, 1, 1)),
        new($"tag key {Show(key)}", Tagged(key, "v")),
    });

    private static IEnumerable<Scenario> OfLogging =>
    [
        new("the same param again", Param("p", "1"), Param("p", "1")),
        new("a changed param", Param("p", "1"), Param("p", "2")),
        new("a param that differs by case", Param("p", "1"), Param("P", "2")),
        new("an empty param", Param("p", "")),
        new("a param without a value", Do("log_param", new { run_id = "$run", key = "p", value = (string?)null })),
        new("a param with NUL", Param("p", "a\0b")),
        new("a param of 6000 characters", Param("p", new string('v', 6000))),
        new("a param of 6001 characters", Param("p", new string('v', 6001))),
        new("a param of 6001 faces", Param("p", string.Concat(Enumerable.Repeat(s_smile, 6001)))),
        new("a param key twice in a batch", Batch(["p", "1"], ["p", "2"])),
        new("the same param twice in a batch", Batch(["p", "1"], ["p", "1"])),
        new("a batch with a changed param", Param("p", "1"), Batch(["q", "1"], ["p", "2"])),
        new("a batch with a bad key", Batch(["q", "1"], ["a@b", "2"])),
        new("an empty batch", Batch()),
        new("a batch of 101 params", Batch([.. Enumerable.Range(0, 101).Select(i => new[] { $"p{i}", "v" })])),
        new("a batch of 1001 metrics", Do("log_batch", new
        {
            run_id = "$run",
            metrics = Enumerable.Range(0, 1001).Select(i => new { key = "m", value = One, timestamp = 1, step = i }),
        })),
        new("a metric before 1970", Metric("m", One, -1, 0)),
        new("a metric at 0", Metric("m", One, 0, 0)),
        new("a negative step", Metric("m", One, 1, -5), Metric("m", One, 1, long.MinValue)),
        new("a repeated point", Metric("m", One, 1, 1), Metric("m", One, 1, 1)),
        new("a repeated NaN", Metric("m", NaN, 1, 1), Metric("m", NaN, 1, 1)),
        new("NaN beside zero", Metric("m", NaN, 1, 1), Metric("m", "0x0000000000000000", 1, 1)),
        new("zero beside NaN", Metric("m", "0x0000000000000000", 1, 1), Metric("m", NaN, 1, 1)),
        new("infinities", Metric("m", "0x7ff0000000000000", 1, 1), Metric("m", "0xfff0000000000000", 1, 1)),
        new("steps out of order", Metric("m", One, 1, 5), Metric("m", "0x4000000000000000", 2, 3)),
        new("times out of order at one step", Metric("m", One, 5, 1), Metric("m", "0x4000000000000000", 4, 1)),
        new("the history of a missing metric", Do("get_metric_history", new { run_id = "$run", key = "nope" })),
        new("the history of a missing run", Do("get_metric_history", new { run_id = NoRun, key = "nope" })),
        new("a metric to a missing run", Do("log_metric", new { run_id = NoRun, key = "m", value = One, timestamp = 1, step = 1 })),
        new("a tag that is overwritten", Tagged("t", "1"), Tagged("t", "2")),
        new("a tag without a value", Do("set_tag", new { run_id = "$run", key = "t", value = (string?)null })),
        new("an empty tag", Tagged("t", "")),
        new("a tag of 8000 characters", Tagged("t", new string('v', 8000))),
        new("a tag of 8001 characters", Tagged("t", new string('v', 8001))),
        new("a tag twice in a batch", Do("log_batch", new { run_id = "$run", tags = new[] { new[] { "t", "1" }, ["t", "2"] } })),
        new("deleting a tag", Tagged("t", "1"), Do("delete_tag", new { run_id = "$run", key = "t" })),
        new("deleting a missing tag", Do("delete_tag", new { run_id = "$run", key = "t" })),
        new("deleting a tag with a bad key", Do("delete_tag", new { run_id = "$run", key = "a@b" })),
        new("an artifact path out of the run", Do("log_text", new { run_id = "$run", file = "../out.txt", text = "x" })),
        new("an absolute artifact path", Do("log_text", new { run_id = "$run", file = "/tmp/out.txt", text = "x" })),
        new("a missing local file", Do("log_artifact", new { run_id = "$run", path = "/no/such/file" })),
        new("an artifact that isn't there", Do("download_artifacts", new { run_id = "$run", path = "nope", destination = "." })),
        new("artifacts of a missing run", Do("list_artifacts", new { run_id = NoRun })),
        new("listing out of the run", Do("list_artifacts", new { run_id = "$run", path = "../.." })),
    ];

    public static IEnumerable<Scenario> All => [.. OfExperiments, .. OfRuns, .. OfLogging, .. OfKeys];

    private static string Show(string key) => key.Length > 20
        ? FormattableString.Invariant($"of {key.Length} characters")
        : $"'{key.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal)}'";

    private static Step Param(string key, string value) => Do("log_param", new { run_id = "$run", key, value });

    private static Step Tagged(string key, string value) => Do("set_tag", new { run_id = "$run", key, value });

    private static Step Batch(params string[][] pairs) => Do("log_batch", new { run_id = "$run", @params = pairs });
}
