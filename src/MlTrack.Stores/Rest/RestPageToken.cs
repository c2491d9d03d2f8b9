using System.Text;

namespace MlTrack.Stores.Rest;

/// <summary>
/// A page token of a search of all active experiments: the server's own, and the experiments that the first page was read of, so that
/// the next pages need not ask for them again, and see the same.
/// </summary>
internal static class RestPageToken
{
    private const string Mark = "mltrack:";

    public static string Write(string serverToken, IReadOnlyList<string> experimentIds) =>
        Mark + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{serverToken}\n{string.Join(',', experimentIds)}"));

    public static (string? ServerToken, IReadOnlyList<string>? ExperimentIds) Read(string? token)
    {
        if (token is null || !token.StartsWith(Mark, StringComparison.Ordinal))
        {
            return (token, null);
        }

        try
        {
            string[] parts = Encoding.UTF8.GetString(Convert.FromBase64String(token[Mark.Length..])).Split('\n', 2);
            return parts.Length == 2 ? (parts[0], parts[1].Split(',')) : (token, null);
        }
        catch (FormatException)
        {
            // The server will say that it doesn't know this token.
            return (token, null);
        }
    }
}
