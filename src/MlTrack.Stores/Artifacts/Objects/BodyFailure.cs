namespace MlTrack.Stores.Artifacts.Objects;

/// <summary>The content of an object stopped coming. Told apart from the local file's errors, which look the same in .NET.</summary>
internal sealed class BodyFailure(string message, Exception? inner = null) : Exception(message, inner);
