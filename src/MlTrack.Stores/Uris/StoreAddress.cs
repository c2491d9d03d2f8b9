namespace MlTrack.Stores.Uris;

/// <summary>Where a store is: a tracking URI that was understood.</summary>
/// <param name="Backend">The kind of store.</param>
/// <param name="Uri">The URI in its full form, without any secret.</param>
internal abstract record StoreAddress(MlBackend Backend, string Uri)
{
    /// <summary>A name for the store, the same for the same store and no other.</summary>
    public string Key { get; init; } = Uri;
}
