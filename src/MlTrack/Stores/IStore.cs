namespace MlTrack.Stores;

/// <summary>What all stores have in common: a kind, names, and a beginning.</summary>
public interface IStore : IDisposable
{
    /// <summary>The kind of store.</summary>
    MlBackend Backend { get; }

    /// <summary>A name for this store that objects carry to find their way back; holds no secret.</summary>
    string Key { get; }

    /// <summary>The store's URI, without any secret.</summary>
    string Uri { get; }

    /// <summary>Opens the store, and creates it if it is missing and may be created. Later calls answer from memory.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What the store can hold.</returns>
    StoreInfo Open(CancellationToken cancellationToken = default);

    /// <summary>Looks whether the store answers. Creates nothing and never throws for a store that doesn't.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was found.</returns>
    MlConnectionStatus Test(CancellationToken cancellationToken = default);

    /// <summary>Closes the connections that nobody uses at present. The store goes on, and opens others when it needs them.</summary>
    void CloseIdle()
    {
    }
}
