using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Interop.Tests.Tools;
using MlTrack.Stores;
using MlTrack.Stores.Tests.Artifacts;

namespace MlTrack.Interop.Tests.Servers;

/// <summary>Models through a server of MLflow 2: among the run's artifacts, as MLflow 2 has them.</summary>
[Collection(RestCollections.Two)]
public sealed class OldServerModelTests : IDisposable
{
    private readonly TempFolder _local = new();

    public void Dispose() => _local.Dispose();

    [Fact]
    public void Models_lie_among_the_artifacts_of_the_run()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        MlflowServer server = MlflowServer.Shared(MlflowInstall.Version2);
        server.Reset();
        using MlTrackTool mltrack = new(server.Uri, _local["."]);
        _local.Write("weights.bin", "12345");
        MlRun run = mltrack.Client.CreateRun(new NewRun("0"), cancellationToken: token);
        MlModelInfo info = mltrack.Models.Log(
            run.RunId, new ModelToLog(_local["weights.bin"]) { Flavors = """{"mine": {}}""" }, cancellationToken: token);
        Assert.Null(info.ModelId);
        Assert.Contains("model/MLmodel", mltrack.Artifacts.List(run.RunId, null, recurse: true, token).Select(file => file.Path));
        MlflowTool mlflow = new(MlflowProcess.Shared(MlflowInstall.Version2), server.Uri, _local["."]);
        Assert.Equal(info.ModelUuid, (string?)mlflow.Call("model_info", new { model = info.ModelUri })!["uuid"]);
        foreach (Action ask in new Action[]
        {
            () => mltrack.Models.GetInfo("models:/m-" + new string('0', 32), token),
            () => mltrack.Models.Register(new ModelRegistration("m", "models:/m-" + new string('0', 32)), token),
        })
        {
            MlException failure = Assert.Throws<MlException>(ask);
            Assert.Equal((MlErrorCode.ResourceDoesNotExist, MlEntity.Model), (failure.ErrorCode, failure.Entity));
            Assert.Contains("version 2.22.5", failure.Message, StringComparison.Ordinal);
        }

        Assert.Throws<MlException>(() => mltrack.Client.GetModel("m", token));
    }
}
