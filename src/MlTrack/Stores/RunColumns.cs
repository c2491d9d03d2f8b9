namespace MlTrack.Stores;

/// <summary>Which parts of a run a search loads; attributes always come along. Tables that aren't named are not read.</summary>
[Flags]
public enum RunColumns
{
    /// <summary>Attributes alone.</summary>
    Attributes = 0,

    /// <summary>The latest metrics.</summary>
    Metrics = 1,

    /// <summary>The params.</summary>
    Params = 2,

    /// <summary>The tags.</summary>
    Tags = 4,

    /// <summary>The dataset inputs.</summary>
    Inputs = 8,

    /// <summary>Everything.</summary>
    All = Metrics | Params | Tags | Inputs,
}
