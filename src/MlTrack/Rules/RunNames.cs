using System.Globalization;

namespace MlTrack;

/// <summary>Random names for runs that were given none, in MLflow's form <c>adjective-noun-number</c> (<c>spiffy-shrew-728</c>).</summary>
internal static class RunNames
{
    // MLflow draws again while a name is longer than 20 characters; these words keep every name within that.
    private static readonly string[] s_adjectives =
    [
        "able", "agile", "amber", "ample", "bold", "brave", "bright", "brisk", "calm", "candid", "casual", "clever", "cosmic", "crisp",
        "daring", "deft", "eager", "earnest", "fair", "fast", "fluent", "fond", "frank", "fresh", "gentle", "glad", "golden", "grand",
        "happy", "hardy", "honest", "humble", "ideal", "jolly", "keen", "kind", "lively", "loyal", "lucky", "mellow", "merry", "mighty",
        "modest", "neat", "nimble", "noble", "orderly", "patient", "placid", "polite", "proud", "quick", "quiet", "rapid", "ready",
        "robust", "rugged", "serene", "sharp", "silent", "sincere", "smooth", "sober", "solid", "spry", "steady", "stellar", "sunny",
        "swift", "tidy", "trusty", "upbeat", "valiant", "vivid", "warm", "wise", "witty", "zesty",
    ];

    private static readonly string[] s_nouns =
    [
        "ant", "auk", "badger", "bat", "bear", "beaver", "bee", "bison", "bream", "carp", "cat", "cod", "colt", "cow", "crab", "crane",
        "crow", "deer", "dog", "dove", "duck", "eel", "elk", "falcon", "ferret", "finch", "fish", "fox", "frog", "gnat", "goat", "goose",
        "grouse", "gull", "hare", "hawk", "heron", "hog", "horse", "hound", "ibis", "jay", "kite", "koala", "lamb", "lark", "lion",
        "loon", "lynx", "mare", "mink", "mole", "moose", "moth", "mouse", "mule", "newt", "otter", "owl", "panda", "perch", "pig",
        "quail", "ram", "raven", "robin", "seal", "shad", "sheep", "shrew", "shrike", "skunk", "sloth", "snail", "snipe", "squid",
        "stag", "stork", "swan", "swift", "tern", "toad", "trout", "vole", "wasp", "whale", "wolf", "worm", "wren", "yak",
    ];

    public static string Next() => string.Create(
        CultureInfo.InvariantCulture,
        $"{s_adjectives[Random.Shared.Next(s_adjectives.Length)]}-{s_nouns[Random.Shared.Next(s_nouns.Length)]}-{Random.Shared.Next(1001)}");
}
