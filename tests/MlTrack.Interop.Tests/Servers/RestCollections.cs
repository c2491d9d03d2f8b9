namespace MlTrack.Interop.Tests.Servers;

/// <summary>Tests that share a server come one after the other.</summary>
internal static class RestCollections
{
    public const string Two = "the server of 2.22.5";
    public const string Three = "the server of 3.17.2";
}
