namespace MlTrack.Session;

/// <summary>The registered model that a command means, and the store that it lives in.</summary>
/// <param name="Store">The store.</param>
/// <param name="Name">The name as given; not checked yet.</param>
internal readonly record struct ModelTarget(StoreHandle Store, string Name);
