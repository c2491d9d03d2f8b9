namespace MlTrack.Stores.Rest;

/// <summary>
/// The file in which MLflow keeps a user and password: ~/.mlflow/credentials, in the form of Python's configparser. What is missing in the
/// variables comes from it.
/// </summary>
internal static class MlflowCredentialsFile
{
    private const string Section = "mlflow";
    private const string User = "mlflow_tracking_username";
    private const string Password = "mlflow_tracking_password";

    public static string DefaultPath => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".mlflow", "credentials");

    /// <summary>Reads the file.</summary>
    /// <param name="path">Where it is.</param>
    /// <returns>User and password; null for what isn't there.</returns>
    /// <exception cref="MlException">The file is there and can't be read.</exception>
    public static (string? User, string? Password) Read(string path)
    {
        if (!File.Exists(path))
        {
            return (null, null);
        }

        Dictionary<string, Dictionary<string, string>> sections = new(StringComparer.Ordinal);
        Dictionary<string, string>? section = null;
        foreach (string line in Lines(path))
        {
            string text = line.Trim();
            if (text.Length == 0 || text[0] is '#' or ';')
            {
                continue;
            }

            int end = text.LastIndexOf(']');
            if (text[0] == '[' && end > 0)
            {
                string name = text[1..end];
                if (!sections.TryGetValue(name, out section))
                {
                    sections[name] = section = new(StringComparer.OrdinalIgnoreCase);
                }

                continue;
            }

            int mark = text.IndexOfAny(['=', ':']);
            if (mark > 0 && section is not null)
            {
                section[text[..mark].TrimEnd()] = text[(mark + 1)..].TrimStart();
            }
        }

        return (Value(User), Value(Password));

        string? Value(string key) =>
            sections.TryGetValue(Section, out Dictionary<string, string>? own)
            && (own.TryGetValue(key, out string? value) || (sections.TryGetValue("DEFAULT", out var shared) && shared.TryGetValue(key, out value)))
            && value.Length > 0
                ? Unescape(value, key, path)
                : null;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception exception) when (LocalErrors.Covers(exception))
        {
            throw LocalErrors.Reading(path, exception);
        }
    }

    // Python's reader takes '%' for the begin of a reference, and '%%' for the sign itself.
    private static string Unescape(string value, string key, string path)
    {
        string plain = value.Replace("%%", "", StringComparison.Ordinal);
        return plain.Contains('%', StringComparison.Ordinal)
            ? throw MlErrors.InvalidValue(
                $"{key} in {MlText.Show(path)} holds a single '%', which MLflow can't read either. Write it as '%%'.", null)
            : value.Replace("%%", "%", StringComparison.Ordinal);
    }
}
