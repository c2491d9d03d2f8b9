namespace MlTrack.TestNeeds.Servers;

/// <summary>When a connection is cut.</summary>
internal enum FaultMoment
{
    /// <summary>The server never sees what was sent.</summary>
    BeforeItArrives,

    /// <summary>The server does what was sent; the client never sees the answer.</summary>
    BeforeItsAnswer,
}
