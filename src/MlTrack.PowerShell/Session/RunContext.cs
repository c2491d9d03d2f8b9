namespace MlTrack.Session;

/// <summary>What MLflow's fluent API writes down about where a run was started: its user, script and commit.</summary>
internal static class RunContext
{
    /// <summary>The user; null where the system doesn't say.</summary>
    public static string? User => Environment.UserName is { Length: > 0 } name ? name : null;

    /// <summary>The tags of a new run, or of a model that is logged. A tag that the user gave himself wins over the one found here.</summary>
    /// <param name="script">The script that starts the run or logs the model; null or empty at a prompt.</param>
    /// <param name="given">The user's tags.</param>
    /// <returns>All tags.</returns>
    public static List<KeyValuePair<string, string>> AddTo(string? script, IReadOnlyList<KeyValuePair<string, string>> given)
    {
        List<KeyValuePair<string, string>> tags = [.. given];
        bool isScript = !string.IsNullOrEmpty(script);
        Add(MlTags.User, User);
        Add(MlTags.SourceName, isScript ? script : Path.GetFileNameWithoutExtension(Environment.ProcessPath));
        Add(MlTags.SourceType, "LOCAL");
        Add(MlTags.GitCommit, isScript ? GitWorkTree.CommitOf(script!) : null);
        return tags;

        void Add(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value) && !tags.Exists(tag => tag.Key == key))
            {
                tags.Add(new(key, value));
            }
        }
    }
}
