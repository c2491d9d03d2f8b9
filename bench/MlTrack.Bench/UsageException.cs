namespace MlTrack.Bench;

/// <summary>A command line that says nothing we understand.</summary>
internal sealed class UsageException(string message) : Exception(message);
