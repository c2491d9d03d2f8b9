using MlTrack.Stores.Rest.Messages;

namespace MlTrack.Stores.Rest;

internal sealed partial class RestStore
{
    /// <inheritdoc/>
    /// <remarks>Safe to repeat: a server keeps a dataset and an input that it has already.</remarks>
    public void LogInputs(string runId, IReadOnlyList<RunInput> inputs, CancellationToken cancellationToken = default)
    {
        LogInputsRequest request = new()
        {
            RunId = runId,
            Datasets =
            [
                .. inputs.Select(input => new DatasetInputMessage
                {
                    Tags = [.. input.Tags.Select(PairMessage.Of)],
                    Dataset = new DatasetMessage
                    {
                        Name = input.Name,
                        Digest = input.Digest,
                        SourceType = input.SourceType,
                        Source = input.Source,
                        Schema = input.Schema,
                        Profile = input.Profile,
                    },
                }),
            ],
        };
        try
        {
            _client.Post("runs/log-inputs", request, RestWire.Json.LogInputsRequest, RestWire.Json.EmptyMessage, cancellationToken);
        }
        catch (ServerRefusal refusal)
        {
            throw ExplainRun(runId, refusal, cancellationToken);
        }
    }
}
