namespace MlTrack.Stores.Artifacts.Objects;

/// <summary>The local file couldn't be written. Told apart from a connection's errors, which look the same in .NET.</summary>
internal sealed class LocalFailure(Exception inner) : Exception(inner.Message, inner);
