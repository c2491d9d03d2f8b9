using System.Net;

namespace MlTrack.Stores.Rest;

/// <summary>
/// Which hosts a list of NO_PROXY covers, as MLflow takes it: names with all that is below them, with or without a leading dot, addresses,
/// networks (10.0.0.0/8), each with or without a port where it is a name; <c>*</c> for all. .NET by itself takes whole names alone.
/// </summary>
internal sealed class NoProxy(string? list)
{
    private readonly string[] _entries = [.. (list ?? "").Replace(" ", "", StringComparison.Ordinal)
        .Split(',', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.ToLowerInvariant())];

    public bool Covers(Uri target)
    {
        string host = target.IdnHost.ToLowerInvariant();
        string withPort = FormattableString.Invariant($"{host}:{target.Port}");
        IPAddress? address = IPAddress.TryParse(host, out IPAddress? parsed) ? parsed : null;
        return _entries.Any(entry =>
            entry == "*" || (address is not null ? Holds(entry, address) : IsBelow(host, entry) || IsBelow(withPort, entry)));
    }

    private static bool IsBelow(string host, string entry)
    {
        string name = entry.TrimStart('.');
        return host == name || host.EndsWith("." + name, StringComparison.Ordinal);
    }

    private static bool Holds(string entry, IPAddress address)
    {
        string[] parts = entry.Split('/');
        if (!IPAddress.TryParse(parts[0], out IPAddress? network))
        {
            return false;
        }

        byte[] wanted = network.GetAddressBytes();
        byte[] given = address.GetAddressBytes();
        int bits = wanted.Length * 8;
        if (wanted.Length != given.Length || parts.Length > 2 || (parts.Length == 2 && (!int.TryParse(parts[1], out bits) || bits < 0)))
        {
            return false;
        }

        for (int i = 0; i < wanted.Length && bits > 0; i++, bits -= 8)
        {
            int mask = bits >= 8 ? 0xff : 0xff << (8 - bits) & 0xff;
            if ((wanted[i] & mask) != (given[i] & mask))
            {
                return false;
            }
        }

        return true;
    }
}
