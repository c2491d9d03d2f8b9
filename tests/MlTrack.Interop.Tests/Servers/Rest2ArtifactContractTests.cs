using MlTrack.Interop.Tests.Mlflow;

namespace MlTrack.Interop.Tests.Servers;

[Collection(RestCollections.Two)]
public sealed class Rest2ArtifactContractTests() : RestArtifactContract(MlflowInstall.Version2);
