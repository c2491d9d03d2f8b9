using MlTrack.Interop.Tests.Mlflow;

namespace MlTrack.Interop.Tests.Servers;

[Collection(RestCollections.Three)]
public sealed class Rest3ArtifactContractTests() : RestArtifactContract(MlflowInstall.Version3);
