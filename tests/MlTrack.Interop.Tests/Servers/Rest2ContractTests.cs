using MlTrack.Interop.Tests.Mlflow;

namespace MlTrack.Interop.Tests.Servers;

[Collection(RestCollections.Two)]
public sealed class Rest2ContractTests() : RestContract(MlflowInstall.Version2);
