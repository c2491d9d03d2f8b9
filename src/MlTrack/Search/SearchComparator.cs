namespace MlTrack.Search;

/// <summary>How a key is compared. Flags, so that a key can say which comparators it knows; a comparison holds exactly one.</summary>
[Flags]
internal enum SearchComparator
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>=</c>, exact for texts.</summary>
    Equal = 1,

    /// <summary><c>!=</c>; holds only where there is a value.</summary>
    NotEqual = 2,

    /// <summary><c>&lt;</c>.</summary>
    Less = 4,

    /// <summary><c>&lt;=</c>.</summary>
    LessOrEqual = 8,

    /// <summary><c>&gt;</c>.</summary>
    Greater = 16,

    /// <summary><c>&gt;=</c>.</summary>
    GreaterOrEqual = 32,

    /// <summary><c>LIKE</c>: a pattern with <c>%</c> and <c>_</c> that minds case.</summary>
    Like = 64,

    /// <summary><c>ILIKE</c>: the same, ignoring case.</summary>
    ILike = 128,

    /// <summary><c>IN</c> a list.</summary>
    In = 256,

    /// <summary><c>NOT IN</c> a list; holds only where there is a value.</summary>
    NotIn = 512,

    /// <summary><c>IS NULL</c>: the key is missing.</summary>
    IsNull = 1024,

    /// <summary><c>IS NOT NULL</c>: the key is there.</summary>
    IsNotNull = 2048,

    /// <summary><c>RLIKE</c>: a regular expression that is found somewhere in a text; traces alone know it.</summary>
    RLike = 4096,

    /// <summary>What numbers know.</summary>
    Numbers = Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual,

    /// <summary>What texts know.</summary>
    Texts = Equal | NotEqual | Like | ILike,

    /// <summary>Comparators that take a list.</summary>
    Lists = In | NotIn,

    /// <summary>Comparators that take no value.</summary>
    Nulls = IsNull | IsNotNull,
}
