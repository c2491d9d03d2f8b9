using MlTrack.Interop.Tests.Mlflow;

namespace MlTrack.Interop.Tests.Servers;

[Collection(RestCollections.Three)]
public sealed class Rest3ContractTests() : RestContract(MlflowInstall.Version3);
