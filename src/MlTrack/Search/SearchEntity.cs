namespace MlTrack.Search;

/// <summary>What a key belongs to, once its spelling (<c>param</c>, <c>params</c>, ...) is understood.</summary>
internal enum SearchEntity
{
    /// <summary>A column of the thing itself; the only entity that may be left out.</summary>
    Attribute,

    /// <summary>A metric's latest value.</summary>
    Metric,

    /// <summary>A param.</summary>
    Param,

    /// <summary>A tag.</summary>
    Tag,

    /// <summary>Any of the datasets that a run used.</summary>
    Dataset,

    /// <summary>A trace's request metadata.</summary>
    Metadata,

    /// <summary>What people or judges said of a trace (MLflow 3).</summary>
    Feedback,

    /// <summary>What a trace should have given (MLflow 3).</summary>
    Expectation,

    /// <summary>The steps of a trace (MLflow 3).</summary>
    Span,
}
