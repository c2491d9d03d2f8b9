namespace MlTrack.Stores.Tests.Contract;

/// <summary>
/// What a store does otherwise than the contract says, each with its reason. Tests say what they expect instead; there is no other place
/// where a store may deviate.
/// </summary>
public sealed record StoreTraits
{
    /// <summary>A store that deviates nowhere.</summary>
    public static StoreTraits None { get; } = new();

    /// <summary>
    /// Names and keys that differ by case alone are the same: experiments are found by either, and a run has one of such keys. On MySQL and
    /// MariaDB the collation of the tables decides what is unique, in MLflow's schema as in any other; utf8mb4's default takes no notice of
    /// case.
    /// </summary>
    public bool NamesIgnoreCase { get; init; }
}
