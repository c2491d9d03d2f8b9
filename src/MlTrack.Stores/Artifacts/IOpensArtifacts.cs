namespace MlTrack.Stores;

/// <summary>A tracking store that reaches its runs' artifacts by itself, or has a say in what may be reached.</summary>
internal interface IOpensArtifacts
{
    /// <summary>Opens the artifacts below a URI.</summary>
    /// <param name="uri">The URI.</param>
    /// <param name="options">Where relative local paths start.</param>
    /// <param name="isGivenByUser">Whether a user wrote the URI; otherwise the store itself did.</param>
    /// <returns>The artifacts' store.</returns>
    IArtifactStore OpenArtifacts(string uri, ArtifactStoreOptions options, bool isGivenByUser);
}
