namespace MlTrack.Stores.Tests.Search;

/// <summary>The few keys and values that random data and random filters are made of, so that they meet often.</summary>
internal static class SearchWords
{
    public static readonly string[] Keys = ["k", "K", "a.b", "a b", "é", "x/y"];

    public static readonly string[] Values =
        ["", "a", "A", "ab", "aB", "a%b", "a_b", "é", "É", "it's", "say \"x\"", "it's \"x\"", "b\\", "b\\\"'", "日本", "10", "9", "𝛼", " a", "a "];

    public static readonly string[] Patterns =
        ["%", "_", "a%", "A%", "%b", "a_b", "_%", "%a%", "É", "é", "%\\", "__", "%\"%", "%'%", "", "%%b", "a%b%", "日_", "𝛼", "_B"];

    public static readonly double[] Numbers = [0, 1, -1, 0.5, -0.25, 1e-3, 1e300, -1e300, 2.5, 3];

    public static readonly long[] Times = [1_700_000_000_000, 1_700_000_000_001, 1_700_000_000_002, 0, 5, 1_700_000_000_003];

    public static readonly string[] Statuses = ["FINISHED", "FAILED", "RUNNING"];
}
