using System.Net;

namespace MlTrack.Stores.Rest;

/// <summary>Which redirects are followed: those of the same host, and from http to https there. Another host never sees a request.</summary>
internal static class RestRedirect
{
    private const int MostHops = 5;

    /// <summary>Where a request goes next.</summary>
    /// <param name="from">Where it went.</param>
    /// <param name="response">The answer.</param>
    /// <param name="hops">How many redirects were followed already.</param>
    /// <param name="errors">For one that isn't followed.</param>
    /// <returns>The next address; null if the answer is none that redirects.</returns>
    public static Uri? Next(Uri from, HttpResponseMessage response, int hops, RestErrors errors)
    {
        if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || response.Headers.Location is not { } location)
        {
            return null;
        }

        Uri target = new(from, location);
        if (!IsSameServer(from, target))
        {
            throw errors.Redirected(target);
        }

        return hops < MostHops ? target : throw errors.NoServer("it redirects in a circle");
    }

    private static bool IsSameServer(Uri from, Uri target) =>
        string.Equals(from.IdnHost, target.IdnHost, StringComparison.OrdinalIgnoreCase)
        && (from.Scheme, target.Scheme) switch
        {
            ("http", "https") => from.IsDefaultPort == target.IsDefaultPort || from.Port == target.Port,
            var (before, after) => before == after && from.Port == target.Port,
        };
}
