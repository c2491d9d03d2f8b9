namespace MlTrack.Stores.Rest;

/// <summary>A server refused a request, and said why in MLflow's form. Operations translate it where they know more.</summary>
internal sealed class ServerRefusal(MlErrorCode code, string serverMessage, string message, bool isRepeated)
    : MlException(code, MlEntity.None, message)
{
    /// <summary>What the server said, on one line.</summary>
    public string ServerMessage { get; } = serverMessage;

    /// <summary>Whether an earlier attempt may have reached the server, so that the refusal may be its echo.</summary>
    public bool IsRepeated { get; } = isRepeated;
}
