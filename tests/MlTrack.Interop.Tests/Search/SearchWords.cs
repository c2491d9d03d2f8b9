namespace MlTrack.Interop.Tests.Search;

/// <summary>The keys and values that random data and random searches share, so that they meet often.</summary>
internal static class SearchWords
{
    public static readonly string[] Metrics = ["acc", "val/loss", "m.dot", "neg-ative", "nan", "inf", "ties", "f1 score"];

    public static readonly string[] Params = ["lr", "model.name", "path/to", "Batch Size", "dash-ed", "co:lon", "unicode é", "UPPER"];

    public static readonly string[] Tags = ["team", "Owner", "note.x", "sl/ash", "tag with space", "é"];

    public static readonly string[] Values =
    [
        "", "a", "A", "alpha", "Alpha", "ALPHA", "beta_1", "betax1", "naïve", "NAÏVE", "say \"hi\"", "it's", "100%", "100x", "a_b", "axb",
        " lead", "trail ", "back\\slash", "x\\", "日本", "10", "9", "1e-3", "0.001", "true", "None", "é", "É", "ß", "a\tb", "line\nbreak",
        "semi;colon", "-- c", "a,b", "('a')", "𝛼",
    ];

    public static readonly double[] Numbers =
        [0.0, -0.0, 1, 0.5, 0.25, -1, 1e-3, 0.1, 0.1 + 0.2, 1e308, -1e308, double.Epsilon, 123456789, 9007199254740992, double.MaxValue, double.MinValue];

    public static readonly string[] Literals =
    [
        "0", "-0.0", "1", "0.5", ".5", "1e-3", "1E-3", "-1", "1e308", "-1.5", "0.1", "0.30000000000000004", "5e-324", "123456789",
        "9007199254740993", "1.7976931348623157e308", "-1.7976931348623157e308", "1700000000002", "1.0", "007", "1e-400",
    ];

    public static readonly string[] Experiments = ["price", "Price", "pr_ce", "100%_x", "naïve é", "it's", "say \"hi\"", "日本", " lead"];

    public static readonly string[] Models = ["price model", "Price", "pr_ce", "détection", "it's", "say \"hi\"", "100%", "prompt"];

    public static readonly string[] Datasets = ["train.csv", "Train.csv", "o'data", "100%", "tr_in", "日本"];

    public static readonly string[] Users = ["ann", "Ann", "ülk", "bob_x", ""];

    public static readonly string[] Statuses = ["FINISHED", "FAILED", "RUNNING", "SCHEDULED", "KILLED"];

    public static readonly string[] TraceNames = ["predict", "Predict", "pre_ict", "it's"];

    public const long Time = 1_700_000_000_000;
}
