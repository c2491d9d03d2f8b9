using System.Globalization;
using CsCheck;
using MlTrack.Search;

namespace MlTrack.Stores.Tests.Search;

/// <summary>Random filters and orders of a kind, as texts.</summary>
internal static class SearchGen
{
    public static Gen<string> Filter(SearchKind kind) =>
        Gen.OneOf(Comparisons(kind)).List[0, 4].Select(list => string.Join(" AND ", list));

    public static Gen<List<string>> Order(SearchKind kind) =>
        Gen.Select(One(OrderNames(kind)), One("", " ASC", " DESC", " desc"), (name, direction) => name + direction)
            .List[0, 3].Select(list => list.DistinctBy(entry => entry.Split(' ')[0]).ToList());

    private static string[] OrderNames(SearchKind kind) => kind switch
    {
        SearchKind.Runs =>
        [
            .. Named("metrics"), .. Named("params"), .. Named("tags"), "run_id", "run_name", "status", "start_time", "end_time", "user_id",
            "artifact_uri",
        ],
        SearchKind.Experiments => ["name", "experiment_id", "creation_time", "last_update_time"],
        SearchKind.RegisteredModels => ["name", "timestamp"],
        SearchKind.ModelVersions => ["name", "version_number", "creation_timestamp", "last_updated_timestamp"],
        _ => [.. Named("tags"), .. Named("metadata"), "request_id", "timestamp_ms", "execution_time_ms", "status"],
    };

    private static IEnumerable<string> Named(string entity) =>
        SearchWords.Keys.Where(key => !key.Contains(' ')).Select(key => $"{entity}.{MlFilter.QuoteKey(key)}");

    private static Gen<string>[] Comparisons(SearchKind kind) => kind switch
    {
        SearchKind.Runs =>
        [
            Compare(Key("metrics"), Numbers, Number), Compare(Key("params"), Texts, Text), Compare(Key("tags"), Texts, Text),
            Like(Key("params")), Like(Key("tags")), Null(Key("params")), Null(Key("tags")),
            Compare(One("user_id", "run_name", "artifact_uri", "attributes.run_name"), Texts, Text),
            Like(One("user_id", "run_name", "status")), Compare(Gen.Const("status"), Texts, One("'FINISHED'", "'FAILED'")),
            Compare(One("start_time", "end_time"), Numbers, Time),
            Compare(One("datasets.name", "dataset.context"), Texts, Text), Like(One("dataset.name", "dataset.digest")),
            List(One("dataset.name", "dataset.context", "run_id")),
        ],
        SearchKind.Experiments =>
        [
            Compare(Gen.Const("name"), Texts, Text), Like(Gen.Const("name")), Compare(Key("tags"), Texts, Text), Like(Key("tags")),
            Null(Key("tags")), Compare(One("creation_time", "last_update_time"), Numbers, Whole),
            Compare(Gen.Const("experiment_id"), Texts, Gen.Int[0, 45].Select(id => $"'{id}'")),
            Gen.Int[0, 45].List[1, 5].Select(ids => $"experiment_id IN ({string.Join(", ", ids.Select(id => $"'{id}'"))})"),
        ],
        SearchKind.RegisteredModels =>
        [
            Compare(Gen.Const("name"), Texts, Text), Like(Gen.Const("name")), List(Gen.Const("name")), Compare(Key("tags"), Texts, Text),
            Like(Key("tags")),
        ],
        SearchKind.ModelVersions =>
        [
            Compare(One("name", "run_id", "source_path"), Texts, Text), Like(One("name", "run_id", "source_path")),
            List(One("name", "run_id")), Compare(Key("tags"), Texts, Text), Like(Key("tags")),
            Compare(Gen.Const("version_number"), Numbers, Gen.Int[0, 41].Select(id => $"{id}")),
        ],
        _ =>
        [
            Compare(Key("tags"), Texts, Text), Compare(Key("metadata"), Texts, Text), Like(Key("tags")), Null(Key("metadata")),
            Compare(One("timestamp_ms", "execution_time_ms", "end_time_ms"), Numbers, Time),
            Compare(Gen.Const("status"), Texts, One("'FINISHED'", "'FAILED'")), List(One("status", "request_id")),
            Compare(Gen.OneOf(Gen.Const("status"), Key("tags")), Gen.Const("RLIKE"), One("'^F'", "'I.+H'", "'a$'", "'[é-ü]'", "'(?<=a)b'", "'('")),
        ],
    };

    private static Gen<string> Numbers { get; } = One("=", "!=", "<", "<=", ">", ">=");

    private static Gen<string> Texts { get; } = One("=", "!=");

    private static Gen<string> Text { get; } = One(SearchWords.Values).Select(MlFilter.Quote);

    private static Gen<string> Number { get; } = Gen.OneOf(
        One(SearchWords.Numbers), Gen.Double[-2, 3]).Select(number => number.ToString("0.################", CultureInfo.InvariantCulture));

    private static Gen<string> Whole { get; } = One(SearchWords.Times).Select(time => $"{time}");

    private static Gen<string> Time { get; } = Gen.OneOf(Whole, One("1.7e12", "4.5", "1700000000001.5", "-1"));

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<string> Key(string entity) => One(SearchWords.Keys).Select(key => $"{entity}.{MlFilter.QuoteKey(key)}");

    private static Gen<string> Compare(Gen<string> name, Gen<string> sign, Gen<string> value) =>
        Gen.Select(name, sign, value, (n, s, v) => $"{n} {s} {v}");

    private static Gen<string> Like(Gen<string> name) => Gen.Select(
        name, One("LIKE", "ILIKE"), One(SearchWords.Patterns), (n, s, v) => $"{n} {s} {MlFilter.Quote(v)}");

    private static Gen<string> Null(Gen<string> name) =>
        Gen.Select(name, One("IS NULL", "IS NOT NULL"), (n, s) => $"{n} {s}");

    private static Gen<string> List(Gen<string> name) => Gen.Select(
        name, One("IN", "NOT IN"), One([.. SearchWords.Values, "training", "eval", "m", "FINISHED"]).List[1, 3],
        (n, s, v) => $"{n} {s} {MlFilter.QuoteList(v)}");
}
