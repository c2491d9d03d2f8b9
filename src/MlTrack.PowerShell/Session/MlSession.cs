using MlTrack.Stores;
using MlTrack.Stores.Uris;

namespace MlTrack.Session;

/// <summary>
/// The connection that all cmdlets of the process share, in every runspace: what Set-MlTrackingUri set, else MLFLOW_TRACKING_URI, else
/// <c>sqlite:///mlflow.db</c> in PowerShell's location at the first use.
/// </summary>
internal static class MlSession
{
    private const string DefaultUri = "sqlite:///mlflow.db";

    private static readonly object s_lock = new();
    private static readonly Dictionary<string, StoreHandle> s_stores = new(StringComparer.Ordinal);
    private static StoreHandle? s_set;
    private static StoreHandle? s_default;
    private static (string Text, StoreHandle Store)? s_environment;

    /// <summary>The store that commands mean when no object brings its own.</summary>
    /// <param name="location">PowerShell's location, for what is relative to it at the first use.</param>
    /// <returns>The store; not opened yet.</returns>
    public static StoreHandle Current(string location)
    {
        lock (s_lock)
        {
            return s_set ?? FromEnvironment(location) ?? (s_default ??= Register(DefaultUri, location, variable: null));
        }
    }

    /// <summary>
    /// Looks into the store that the next command would use. A look is no use of it: what is relative to a location stays open until a
    /// command comes.
    /// </summary>
    /// <typeparam name="T">What is looked for.</typeparam>
    /// <param name="location">PowerShell's location.</param>
    /// <param name="look">The look; the store may be closed after it.</param>
    /// <returns>What was seen.</returns>
    public static T Look<T>(string location, Func<StoreHandle, T> look)
    {
        StoreHandle? known;
        lock (s_lock)
        {
            string? text = MlEnvironment.TrackingUri;
            known = s_set ?? (text is null ? s_default : s_environment?.Text == text ? s_environment?.Store : null);
        }

        if (known is not null)
        {
            return look(known);
        }

        StoreHandle passing = MlEnvironment.TrackingUri is { } named
            ? Create(named, location, MlEnvironment.TrackingVariable)
            : Create(DefaultUri, location, variable: null);
        try
        {
            return look(passing);
        }
        finally
        {
            passing.Close();
        }
    }

    /// <summary>Makes a store the current one.</summary>
    /// <param name="uri">The parsed URI.</param>
    /// <param name="settings">The rest of the settings.</param>
    /// <returns>The store; not opened yet.</returns>
    public static StoreHandle Set(StoreAddress uri, StoreSettings settings)
    {
        StoreHandle? left;
        lock (s_lock)
        {
            left = s_set ?? s_environment?.Store ?? s_default;

            // The same settings again keep the pooled connections; other settings start anew. So does a server, whose credentials may come
            // from variables that have changed since.
            if (!s_stores.TryGetValue(uri.Key, out StoreHandle? store) || uri.Backend == MlBackend.REST
                || store.Settings != settings || store.Address != uri)
            {
                store = Remember(new StoreHandle(uri, settings));
            }

            s_set = store;
        }

        // Who walks from store to store would keep connections to all of them.
        if (left is not null && left != s_set)
        {
            left.CloseIdle();
        }

        return s_set;
    }

    /// <summary>The store that an object came from; the current one for an object that names none (it came from a file or a job).</summary>
    /// <param name="storeKey">What the object carries.</param>
    /// <param name="location">PowerShell's location.</param>
    /// <returns>The store.</returns>
    public static StoreHandle Of(string? storeKey, string location)
    {
        if (storeKey is not null)
        {
            lock (s_lock)
            {
                if (s_stores.TryGetValue(storeKey, out StoreHandle? store))
                {
                    return store;
                }
            }
        }

        return Current(location);
    }

    /// <summary>The registry that MLFLOW_REGISTRY_URI names; null for none.</summary>
    /// <param name="location">PowerShell's location, which a relative path starts from.</param>
    /// <returns>The address.</returns>
    public static StoreAddress? EnvironmentRegistry(string location) =>
        MlEnvironment.RegistryUri is { } uri ? TrackingUri.ParseRegistry(uri, location, MlEnvironment.RegistryVariable) : null;

    /// <summary>Closes all stores, at the end of the process.</summary>
    public static void Close()
    {
        StoreHandle[] stores;
        lock (s_lock)
        {
            stores = [.. s_stores.Values.Distinct()];
        }

        foreach (StoreHandle store in stores)
        {
            store.Close();
        }
    }

    private static StoreHandle? FromEnvironment(string location)
    {
        string? text = MlEnvironment.TrackingUri;
        if (text is null)
        {
            return null;
        }

        if (s_environment?.Text != text)
        {
            s_environment?.Store.CloseIdle();
            s_environment = (text, Register(text, location, MlEnvironment.TrackingVariable));
        }

        return s_environment.Value.Store;
    }

    private static StoreHandle Register(string text, string location, string? variable)
    {
        StoreHandle store = Create(text, location, variable);
        MlServerCredential? credential = store.Settings.Server.Credential;
        return s_stores.TryGetValue(store.Address.Key, out StoreHandle? known)
            && (credential is null || credential.Equals(known.Settings.Server.Credential))
            ? known
            : Remember(store);
    }

    private static StoreHandle Create(string text, string location, string? variable)
    {
        StoreAddress uri = MlEnvironment.Naming(variable, () => TrackingUri.Parse(text, location));
        return new StoreHandle(uri, new StoreSettings
        {
            Location = location,
            Registry = EnvironmentRegistry(location),
            Server = new MlServerOptions { Credential = (uri as RestAddress)?.Credential },
        });
    }

    // Objects of the registry find their way back to it, and to the runs, by a key of their own.
    private static StoreHandle Remember(StoreHandle store)
    {
        s_stores[store.Key] = store;
        if (store.RegistryKey is { } registry)
        {
            s_stores[registry] = store;
        }

        return store;
    }
}
