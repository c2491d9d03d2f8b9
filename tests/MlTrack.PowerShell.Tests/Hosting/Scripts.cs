namespace MlTrack.Tests.Hosting;

/// <summary>Pieces of script that several tests need.</summary>
internal static class Scripts
{
    /// <summary>A function that sends an object through PowerShell's serialization, as a job and Export-Clixml do.</summary>
    public const string RoundTrip =
        "function RoundTrip($o) { [System.Management.Automation.PSSerializer]::Deserialize("
        + "[System.Management.Automation.PSSerializer]::Serialize($o)) }; ";
}
