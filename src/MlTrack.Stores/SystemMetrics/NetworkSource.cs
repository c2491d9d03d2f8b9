using System.Net.NetworkInformation;

namespace MlTrack.Stores.SystemMetrics;

/// <summary>What went over the network since the start, over all interfaces.</summary>
internal sealed class NetworkSource : ISystemSource
{
    private readonly (double Received, double Sent) _start = Read();

    /// <inheritdoc/>
    public void Read(SystemSample sample)
    {
        // An interface that is gone takes its counts along.
        (double received, double sent) = Read();
        sample.Set("network_receive_megabytes", Math.Max(0, received - _start.Received) / 1e6);
        sample.Set("network_transmit_megabytes", Math.Max(0, sent - _start.Sent) / 1e6);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static (double Received, double Sent) Read()
    {
        double received = 0;
        double sent = 0;
        foreach (NetworkInterface network in NetworkInterface.GetAllNetworkInterfaces())
        {
            IPInterfaceStatistics statistics = network.GetIPStatistics();
            received += statistics.BytesReceived;
            sent += statistics.BytesSent;
        }

        return (received, sent);
    }
}
