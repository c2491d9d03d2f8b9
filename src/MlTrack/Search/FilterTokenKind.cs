namespace MlTrack.Search;

/// <summary>What a token of a filter is.</summary>
internal enum FilterTokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>Letters, digits and underscores: a keyword, or an unquoted part of a name.</summary>
    Word,

    /// <summary>A number.</summary>
    Number,

    /// <summary>What starts like a number and isn't one (<c>0x10</c>, <c>1.2.3</c>).</summary>
    BadNumber,

    /// <summary>A text in single or double quotes; double quotes may also hold a key.</summary>
    Text,

    /// <summary>A text between dollar marks (<c>$$...$$</c>), which may hold both kinds of quotes.</summary>
    DollarText,

    /// <summary>A key in backticks.</summary>
    Backticked,

    /// <summary>A quote that nothing closes; reaches to the end.</summary>
    Unclosed,

    /// <summary>Signs of comparison.</summary>
    Operator,

    /// <summary>A dot right behind a name.</summary>
    Dot,

    /// <summary><c>(</c>.</summary>
    Open,

    /// <summary><c>)</c>.</summary>
    Close,

    /// <summary><c>,</c>.</summary>
    Comma,

    /// <summary><c>;</c>.</summary>
    Semicolon,

    /// <summary>A character that has no place in a filter.</summary>
    Other,
}
