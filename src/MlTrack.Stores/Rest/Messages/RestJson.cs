using System.Text.Json.Serialization;

namespace MlTrack.Stores.Rest.Messages;

/// <summary>Reads and writes the messages by generated code. Absent fields and null mean empty; unknown fields are skipped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(NumberConverter), typeof(WholeConverter), typeof(TextConverter)])]
[JsonSerializable(typeof(ErrorMessage))]
[JsonSerializable(typeof(EmptyMessage))]
[JsonSerializable(typeof(ExperimentRequest))]
[JsonSerializable(typeof(ExperimentReply))]
[JsonSerializable(typeof(ExperimentsReply))]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(RunReply))]
[JsonSerializable(typeof(RunsReply))]
[JsonSerializable(typeof(RunInfosReply))]
[JsonSerializable(typeof(RunKeysReply))]
[JsonSerializable(typeof(LogBatchRequest))]
[JsonSerializable(typeof(LogInputsRequest))]
[JsonSerializable(typeof(LogOutputsRequest))]
[JsonSerializable(typeof(LoggedModelRequest))]
[JsonSerializable(typeof(LoggedModelReply))]
[JsonSerializable(typeof(LoggedModelsReply))]
[JsonSerializable(typeof(MetricsReply))]
[JsonSerializable(typeof(FilesReply))]
[JsonSerializable(typeof(ModelRequest))]
[JsonSerializable(typeof(ModelReply))]
[JsonSerializable(typeof(ModelsReply))]
[JsonSerializable(typeof(ModelVersionReply))]
[JsonSerializable(typeof(ModelVersionsReply))]
internal sealed partial class RestJson : JsonSerializerContext;
