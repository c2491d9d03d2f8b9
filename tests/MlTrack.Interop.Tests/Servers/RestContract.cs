using MlTrack.Stores;
using MlTrack.Stores.Tests.Contract;

namespace MlTrack.Interop.Tests.Servers;

/// <summary>The contract of all stores, on a real server. What it can't do is skipped with the reason that is declared in one place.</summary>
public abstract class RestContract : TrackingStoreContract
{
    private readonly string _version;

    protected RestContract(string version)
    {
        _version = version;
        RestDeviations.SkipWhereDeclared(version);
        MlflowServer.Shared(version).Reset();
    }

    protected override MlClient Connect() => MlStore.Connect(MlflowServer.Shared(_version).Uri);
}
