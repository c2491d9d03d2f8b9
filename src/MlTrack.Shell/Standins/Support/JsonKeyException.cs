namespace MlTrack.Shell.Standins.Support;

/// <summary>A key in JSON can't be the name of a property.</summary>
internal sealed class JsonKeyException : InvalidOperationException
{
    public JsonKeyException(string id, string message)
        : base(message) => Id = id;

    /// <summary>The error's id.</summary>
    public string Id { get; }
}
