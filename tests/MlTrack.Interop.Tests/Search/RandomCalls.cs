namespace MlTrack.Interop.Tests.Search;

/// <summary>
/// Random searches: most are right, the rest wrong in ways that people are wrong (a number in quotes, a comparator that the key doesn't
/// know, a list that is empty). What only MLflow's tokenizer makes a difference of is left out.
/// </summary>
internal sealed class RandomCalls(int seed)
{
    private static readonly string[] s_wrong =
        ["==", "<>", "NOT LIKE", "BETWEEN", "REGEXP", "=>", "~", "CONTAINS"];

    private readonly Random _random = new(seed);

    public SearchCall Next(string kind)
    {
        string? filter = Often(0.05) ? Pick<string?>([null, ""]) : Filter(() => Compare(kind));
        string[] order = Often(0.5) ? [] : [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Order(kind)).DistinctBy(Key)];
        string[] experiments = [.. Enumerable.Range(0, SearchWords.Experiments.Length + 1).Where(_ => Often(0.8)).Select(id => $"{id}")];
        return new SearchCall(
            kind, filter, order, Pick([1, 2, 7, 30, 1000]), Pick([MlViewType.ActiveOnly, MlViewType.DeletedOnly, MlViewType.All]), experiments);
    }

    // The name that an order means, whatever entity and quotes it is written with: the same key twice is MLflow's own failure.
    private static string Key(string order) => order.Split(' ')[0].Split('.')[^1].Trim('`', '"').Replace("last_updated_", "", StringComparison.Ordinal);

    private string Filter(Func<string> compare)
    {
        string filter = compare();
        for (int more = _random.Next(3); more > 0; more--)
        {
            filter += Pick([" AND ", " AND ", " and ", "\n AND\t"]) + compare();
        }

        return filter;
    }

    private string Order(string kind)
    {
        string name = kind switch
        {
            "runs" => Pick([
                () => Entity("metrics", "metric") + Quoted(SearchWords.Metrics), () => Entity("params", "param") + Quoted(SearchWords.Params),
                () => Entity("tags", "tag") + Quoted(SearchWords.Tags),
                () => Pick(["", "attributes.", "run."]) + Pick(["start_time", "end_time", "status", "user_id", "run_id", "run_name", "artifact_uri", "created", "size"]),
            ])(),
            "experiments" => Pick(["", "attribute."]) + Pick(["name", "experiment_id", "creation_time", "last_update_time", "size"]),
            "models" => Pick(["name", "timestamp", "last_updated_timestamp", "`name`", "creation_time"]),
            "versions" => Pick(["name", "version_number", "creation_timestamp", "last_updated_timestamp", "run_id"]),
            _ => Pick([
                () => Pick(["", "trace.", "attributes."]) + Pick(["timestamp_ms", "execution_time_ms", "status", "request_id", "name", "experiment_id"]),
                () => Entity("tags", "tag") + Quoted(SearchWords.Tags), () => Entity("metadata", "request_metadata") + Quoted(SearchWords.Params),
            ])(),
        };
        return name + Pick(["", "", " ASC", " DESC", " desc", " SIDEWAYS"]);
    }

    private string Compare(string kind) => kind switch
    {
        "runs" => Pick<Func<string>>([
            () => Number(Entity("metrics", "metric") + Quoted(SearchWords.Metrics)),
            () => Text(Entity("params", "param", "parameter", "parameters") + Quoted(SearchWords.Params), SearchWords.Values),
            () => Text(Entity("tags", "tag") + Quoted(SearchWords.Tags), SearchWords.Values),
            () => Text(Entity("dataset", "datasets") + Pick(["name", "name", "digest", "context", "source"]), [.. SearchWords.Datasets, "d1", "training", "eval"]),
            () => Number(Attribute(["start_time", "end_time", "created", "run_id"])),
            () => Text(Attribute(["status", "user_id", "run_name", "`Run name`", "run_id", "artifact_uri", "start_time", "owner"]), [
                .. SearchWords.Statuses, .. SearchWords.Users, "run-7", "run-11", "s3://B/x%y"]),
        ])(),
        "experiments" => Pick<Func<string>>([
            () => Text(Pick(["", "attribute."]) + Pick(["name", "name", "`name`", "lifecycle_stage"]), SearchWords.Experiments, capitals: true),
            () => Text(Pick(["", "attribute."]) + "experiment_id", ["1", "2", "7", "x", "01"], capitals: true),
            () => Number(Pick(["creation_time", "last_update_time"])),
            () => Text(Entity("tags", "tag") + Quoted(SearchWords.Tags), SearchWords.Values, capitals: true),
        ])(),
        "models" => Pick<Func<string>>([
            () => Text("name", SearchWords.Models), () => Text(Entity("tags", "tag") + Quoted(SearchWords.Tags), SearchWords.Values),
            () => Text("description", SearchWords.Models),
        ])(),
        "versions" => Pick<Func<string>>([
            () => Text("name", SearchWords.Models), () => Text(Pick(["run_id", "source_path"]), ["abc", "ABC", "/s/a", "/s/A", ""]),
            () => $"version_number {Pick(["=", "!=", "<", "<=", ">", ">="])} {Pick(["1", "2", "'3'", "1.5", "x"])}",
            () => Text(Entity("tags", "tag") + Quoted(SearchWords.Tags), SearchWords.Values),
        ])(),
        _ => Pick<Func<string>>([
            () => Text(Pick(["", "trace.", "attributes."]) + Pick(["status", "name", "request_id", "run_id"]), ["OK", "ERROR", .. SearchWords.TraceNames]),
            () => Number("trace." + Pick(["timestamp_ms", "timestamp", "execution_time_ms", "end_time_ms"]), quoted: "abc"),
            () => Text(Entity("tags", "tag") + Quoted(SearchWords.Tags), SearchWords.Values),
            () => Text(Entity("metadata", "request_metadata") + Quoted(SearchWords.Params), SearchWords.Values),
            () => $"{Pick(["status", "name", "tags.team"])} RLIKE {Pick(["'^O'", "'a$'", "'p.*t'", "'[A-Z]'", "'('"])}",
        ])(),
    };

    // A number in quotes is an error but for traces, where MLflow compares what SQLite makes of it.
    private string Number(string name, string quoted = "'1'") => Often(0.05)
        ? $"{name} {Pick(s_wrong)} 1"
        : $"{name} {Pick(["=", "!=", "<", "<=", ">", ">="])} {(Often(0.05) ? Pick([quoted, "abc", "nan", "1.5.2"]) : Pick(SearchWords.Literals))}";

    // MLflow's search_experiments alone knows comparators in capitals only.
    private string Text(string name, IReadOnlyList<string> values, bool capitals = false) => _random.Next(20) switch
    {
        < 9 => $"{name} {Pick(["=", "!="])} {Value(Pick(values))}",
        < 15 => $"{name} {Pick<string>(capitals ? ["LIKE", "ILIKE"] : ["LIKE", "ILIKE", "like"])} {Value(Pattern(Pick(values)))}",
        < 17 => $"{name} {Pick(["IN", "NOT IN"])} ({string.Join(", ", Enumerable.Range(0, _random.Next(4)).Select(_ => Value(Pick(values))))})",
        17 => Nulls(name),
        18 => $"{name} {Pick(["<", ">", .. s_wrong])} {Value(Pick(values))}",
        _ => $"{name} = {Pick(["1", "abc", "NULL"])}",
    };

    // MLflow fails where it asks models for NULL.
    private string Nulls(string name) => $"{name} {Pick(["IS NULL", "IS NOT NULL"])}";

    private string Pattern(string value) => _random.Next(5) switch
    {
        0 => "%" + value,
        1 => value.Length > 0 ? value[..^1] + "%" : "%",
        2 => value.Length > 0 ? "_" + value[1..] : "_",
        3 => value.ToUpperInvariant(),
        _ => Pick(["%", "_%", "%a%", "__", "%\\%"]),
    };

    // Quotes in quotes can't be written, and MLflow reads a backslash before the closing quote in its own way.
    private string Value(string text) => text.EndsWith('\\') ? "'a'"
        : !text.Contains('\'', StringComparison.Ordinal) && Often(0.7) ? $"'{text}'"
        : !text.Contains('"', StringComparison.Ordinal) ? $"\"{text}\""
        : "'b'";

    private string Entity(params string[] spellings) => Pick(spellings) + ".";

    private string Attribute(string[] names) => Pick(["", "attributes.", "attribute.", "attr.", "run."]) + Pick(names);

    private string Quoted(string[] keys)
    {
        string key = Pick(keys);
        bool isPlain = key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');
        return isPlain && Often(0.5) ? key : Often(0.5) ? $"`{key}`" : $"\"{key}\"";
    }

    private bool Often(double share) => _random.NextDouble() < share;

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
