namespace MlTrack.Session;

/// <summary>The run that a command means, and the store that it lives in.</summary>
/// <param name="Store">The store.</param>
/// <param name="RunId">The run's id as given; not checked yet.</param>
internal readonly record struct RunTarget(StoreHandle Store, string RunId);
