namespace MlTrack.Search;

// The tables, after MLflow 3.17.2: search_utils for what parses, the stores for what they then refuse.
internal sealed partial class SearchGrammar
{
    private const SearchComparator TextsAndLists = SearchComparator.Texts | SearchComparator.Lists;
    private const SearchComparator TextsAndNulls = SearchComparator.Texts | SearchComparator.Nulls;

    private const SearchComparator TraceTexts = SearchComparator.Texts | SearchComparator.RLike;

    private static readonly SearchAttribute[] s_datasetKeys =
    [
        new("name", SearchValueType.Text, TextsAndLists),
        new("digest", SearchValueType.Text, TextsAndLists),
        new("context", SearchValueType.Text, TextsAndLists),
    ];

    private static readonly SearchAttribute[] s_spanKeys =
    [
        new("name", SearchValueType.Text, TraceTexts | SearchComparator.Lists),
        new("type", SearchValueType.Text, TraceTexts | SearchComparator.Lists),
        new("status", SearchValueType.Text, TraceTexts | SearchComparator.Lists),
        new("content", SearchValueType.Text, SearchComparator.Like | SearchComparator.ILike),
    ];

    private static readonly SearchGrammar s_runs = new(SearchKind.Runs)
    {
        Things = "runs",
        Entities =
        [
            new("metrics", SearchEntity.Metric), new("metric", SearchEntity.Metric),
            new("params", SearchEntity.Param), new("param", SearchEntity.Param), new("parameter", SearchEntity.Param),
            new("parameters", SearchEntity.Param),
            new("tags", SearchEntity.Tag), new("tag", SearchEntity.Tag),
            new("attributes", SearchEntity.Attribute), new("attribute", SearchEntity.Attribute), new("attr", SearchEntity.Attribute),
            new("run", SearchEntity.Attribute),
            new("datasets", SearchEntity.Dataset), new("dataset", SearchEntity.Dataset),
        ],
        Attributes =
        [
            new("run_id", SearchValueType.Text, TextsAndLists) { Misnomers = ["id", "run_uuid"] },
            new("run_name", SearchValueType.Text, SearchComparator.Texts)
            {
                FilterAliases = ["run name", "Run name", "Run Name"],
                Misnomers = ["name"],
            },
            new("status", SearchValueType.Text, SearchComparator.Texts),
            new("start_time", SearchValueType.Number, SearchComparator.Numbers)
            {
                Aliases = ["created", "Created"],
                Misnomers = ["start", "started"],
            },
            new("end_time", SearchValueType.Number, SearchComparator.Numbers) { Misnomers = ["end", "ended"] },
            new("user_id", SearchValueType.Text, SearchComparator.Texts) { Misnomers = ["user", "user_name"] },
            new("artifact_uri", SearchValueType.Text, SearchComparator.Texts),
        ],
        KeyedComparators = TextsAndNulls,
        OrderEntities = [SearchEntity.Metric, SearchEntity.Param, SearchEntity.Tag, SearchEntity.Attribute],
        QuotedEntities = true,
    };

    private static readonly SearchGrammar s_experiments = new(SearchKind.Experiments)
    {
        Things = "experiments",
        Entities = [new("tags", SearchEntity.Tag), new("tag", SearchEntity.Tag), new("attribute", SearchEntity.Attribute)],
        Attributes =
        [
            new("name", SearchValueType.Text, SearchComparator.Texts),
            new("experiment_id", SearchValueType.QuotedWhole, SearchComparator.Equal | SearchComparator.NotEqual | SearchComparator.Lists)
            {
                Misnomers = ["id"],
            },
            new("creation_time", SearchValueType.Whole, SearchComparator.Numbers) { Misnomers = ["created"] },
            new("last_update_time", SearchValueType.Whole, SearchComparator.Numbers) { Misnomers = ["updated"] },
        ],
        KeyedComparators = TextsAndNulls,
        RepeatedOrders = true,
    };

    private static readonly SearchGrammar s_registeredModels = new(SearchKind.RegisteredModels)
    {
        Things = "registered models",
        Entities = [new("tags", SearchEntity.Tag), new("tag", SearchEntity.Tag), new("attribute", SearchEntity.Attribute)],
        Attributes =
        [
            new("name", SearchValueType.Text, TextsAndLists),
            new("timestamp", SearchValueType.Whole, SearchComparator.None) { Aliases = ["last_updated_timestamp"] },
        ],
        QuotedAttributes = false,
        BareOrders = true,
        BlankIsNone = true,
    };

    private static readonly SearchGrammar s_modelVersions = new(SearchKind.ModelVersions)
    {
        Things = "model versions",
        Entities = [new("tags", SearchEntity.Tag), new("tag", SearchEntity.Tag), new("attribute", SearchEntity.Attribute)],
        Attributes =
        [
            new("name", SearchValueType.Text, TextsAndLists),
            new("run_id", SearchValueType.Text, TextsAndLists) { Orders = false },
            new("source_path", SearchValueType.Text, SearchComparator.Texts) { Orders = false, Misnomers = ["source"] },
            new("version_number", SearchValueType.WholeOrQuoted, SearchComparator.Numbers) { Misnomers = ["version"] },
            new("creation_timestamp", SearchValueType.Whole, SearchComparator.None),
            new("last_updated_timestamp", SearchValueType.Whole, SearchComparator.None),
        ],
        QuotedAttributes = false,
    };

    private static readonly SearchGrammar s_traces = new(SearchKind.Traces)
    {
        Things = "traces",
        Entities =
        [
            new("attributes", SearchEntity.Attribute), new("attribute", SearchEntity.Attribute), new("trace", SearchEntity.Attribute),
            new("tags", SearchEntity.Tag), new("tag", SearchEntity.Tag),
            new("metadata", SearchEntity.Metadata), new("request_metadata", SearchEntity.Metadata),
            new("feedback", SearchEntity.Feedback), new("expectation", SearchEntity.Expectation), new("span", SearchEntity.Span),
        ],
        Attributes =
        [
            new("request_id", SearchValueType.Text, TraceTexts | SearchComparator.Lists),
            new("timestamp_ms", SearchValueType.Number, SearchComparator.Numbers) { Aliases = ["timestamp"] },
            new("execution_time_ms", SearchValueType.Number, SearchComparator.Numbers) { Aliases = ["execution_time"] },
            new("end_time_ms", SearchValueType.Number, SearchComparator.Numbers) { Aliases = ["end_time"] },
            new("status", SearchValueType.Text, TraceTexts | SearchComparator.Lists),
            new("name", SearchValueType.Text, TraceTexts | SearchComparator.Nulls) { StoredAs = SearchEntity.Tag, StoredKey = "mlflow.traceName" },
            new("run_id", SearchValueType.Text, TraceTexts | SearchComparator.Nulls) { StoredAs = SearchEntity.Metadata, StoredKey = "mlflow.sourceRun" },
            new("client_request_id", SearchValueType.Text, TraceTexts | SearchComparator.Lists) { Orders = false },
            new("text", SearchValueType.Text, SearchComparator.Like | SearchComparator.ILike)
            {
                StoredAs = SearchEntity.Span,
                StoredKey = "content",
                Orders = false,
            },
            new("experiment_id", SearchValueType.Whole, SearchComparator.None),
        ],
        KeyedComparators = TraceTexts | SearchComparator.Nulls,
        OrderEntities = [SearchEntity.Tag, SearchEntity.Metadata, SearchEntity.Attribute],
        QuotedEntities = true,
    };
}
