namespace MlTrack.Search;

/// <summary>What one kind of search knows: its entities with their spellings, its attributes, what its tags can be compared with.</summary>
internal sealed partial class SearchGrammar
{
    private SearchGrammar(SearchKind kind) => Kind = kind;

    /// <summary>The kind.</summary>
    public SearchKind Kind { get; }

    /// <summary>What is found, for messages: <c>runs</c>.</summary>
    public required string Things { get; init; }

    /// <summary>The spellings of entities; the first of each entity is the one that messages show.</summary>
    public required IReadOnlyList<KeyValuePair<string, SearchEntity>> Entities { get; init; }

    /// <summary>The attributes.</summary>
    public required IReadOnlyList<SearchAttribute> Attributes { get; init; }

    /// <summary>The comparators of tags, params and metadata.</summary>
    public SearchComparator KeyedComparators { get; init; } = SearchComparator.Texts;

    /// <summary>Entities that results can be ordered by.</summary>
    public IReadOnlyList<SearchEntity> OrderEntities { get; init; } = [SearchEntity.Attribute];

    /// <summary>Whether backticks around an entity are taken, as MLflow does for some kinds.</summary>
    public bool QuotedEntities { get; init; }

    /// <summary>Whether quotes around an attribute are taken, as MLflow does for most kinds.</summary>
    public bool QuotedAttributes { get; init; } = true;

    /// <summary>Whether an order names attributes bare, without an entity or quotes.</summary>
    public bool BareOrders { get; init; }

    /// <summary>Whether an order may name a key twice; the second counts for nothing.</summary>
    public bool RepeatedOrders { get; init; }

    /// <summary>Whether a filter of blanks means none; elsewhere MLflow refuses it.</summary>
    public bool BlankIsNone { get; init; }

    /// <summary>The grammar of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>Its grammar.</returns>
    public static SearchGrammar Of(SearchKind kind) => kind switch
    {
        SearchKind.Runs => s_runs,
        SearchKind.Experiments => s_experiments,
        SearchKind.RegisteredModels => s_registeredModels,
        SearchKind.ModelVersions => s_modelVersions,
        SearchKind.Traces => s_traces,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The entity of a spelling.</summary>
    /// <param name="spelling">What the user wrote before the dot.</param>
    /// <returns>The entity; null if there is no such.</returns>
    public SearchEntity? FindEntity(string spelling)
    {
        foreach ((string known, SearchEntity entity) in Entities)
        {
            if (known == spelling)
            {
                return entity;
            }
        }

        return null;
    }

    /// <summary>The spelling of an entity that messages show.</summary>
    /// <param name="entity">An entity of this kind.</param>
    /// <returns>Its first spelling.</returns>
    public string EntityName(SearchEntity entity) => Entities.First(pair => pair.Value == entity).Key;

    /// <summary>Whether this kind knows an entity.</summary>
    /// <param name="entity">The entity.</param>
    /// <returns>Whether it does.</returns>
    public bool Has(SearchEntity entity) => Entities.Any(pair => pair.Value == entity);

    /// <summary>The attributes of an entity that has a fixed set of keys.</summary>
    /// <param name="entity">The entity.</param>
    /// <returns>The attributes; null for an entity whose keys are free.</returns>
    public IReadOnlyList<SearchAttribute>? KeysOf(SearchEntity entity) => entity switch
    {
        SearchEntity.Attribute => Attributes,
        SearchEntity.Dataset => s_datasetKeys,
        SearchEntity.Span => s_spanKeys,
        _ => null,
    };
}
