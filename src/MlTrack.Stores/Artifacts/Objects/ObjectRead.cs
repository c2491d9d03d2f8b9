namespace MlTrack.Stores.Artifacts.Objects;

/// <summary>An object's content, or a part of it, that is being read.</summary>
/// <param name="Info">The whole object.</param>
/// <param name="Content">The content of the part.</param>
/// <param name="Owner">What goes when the reading ends.</param>
internal sealed record ObjectRead(ObjectInfo Info, Stream Content, IDisposable? Owner) : IDisposable
{
    public void Dispose()
    {
        Content.Dispose();
        Owner?.Dispose();
    }
}
