using System.Text;

namespace MlTrack.Stores.Rest;

/// <summary>Puts paths and queries of requests together, escaped.</summary>
internal static class RestPath
{
    public static string WithQuery(string path, ReadOnlySpan<(string Name, string? Value)> query)
    {
        StringBuilder text = new(path);
        char mark = '?';
        foreach ((string name, string? value) in query)
        {
            if (value is not null)
            {
                text.Append(mark).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                mark = '&';
            }
        }

        return text.ToString();
    }
}
