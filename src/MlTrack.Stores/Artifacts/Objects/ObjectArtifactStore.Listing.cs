namespace MlTrack.Stores.Artifacts.Objects;

/// <content>Reading what lies below a key.</content>
internal abstract partial class ObjectArtifactStore
{
    /// <inheritdoc/>
    public IEnumerable<ArtifactEntry> List(string path, CancellationToken cancellationToken = default)
    {
        // Sorting needs the whole level in memory: a service sorts a folder by its name and the slash.
        SortedDictionary<(string Path, bool IsFolder), ArtifactEntry> level = new(s_byPath);
        foreach (ObjectItem item in Items(ArtifactPaths.Folder(path), isDeep: false, cancellationToken))
        {
            if (Entry(item) is { } entry && entry.Path != path)
            {
                level[(entry.Path, entry.IsDirectory)] = entry;
            }
        }

        return level.Values;
    }

    /// <inheritdoc/>
    public IEnumerable<ArtifactEntry> Walk(string path, CancellationToken cancellationToken = default)
    {
        // The folders on the way to the latest file. Keys come in order, so that one which is left doesn't come back.
        Stack<string> open = new();
        foreach (ObjectItem item in Items(ArtifactPaths.Folder(path), isDeep: true, cancellationToken))
        {
            if (Entry(item) is not { } entry || entry.Path == path)
            {
                continue;
            }

            if (ArtifactPaths.Problem(entry.Path) is not null)
            {
                yield return entry;
                continue;
            }

            string folder = entry.IsDirectory ? entry.Path : ArtifactPaths.Parent(entry.Path);
            while (open.TryPeek(out string? last) && folder != last && !folder.StartsWith(last + "/", StringComparison.Ordinal))
            {
                open.Pop();
            }

            string above = open.TryPeek(out string? top) ? top : path;
            while (above.Length < folder.Length)
            {
                int slash = folder.IndexOf('/', above.Length == 0 ? 0 : above.Length + 1);
                above = slash < 0 ? folder : folder[..slash];
                open.Push(above);
                yield return new ArtifactEntry(above, IsDirectory: true, Size: null);
            }

            if (!entry.IsDirectory)
            {
                yield return entry;
            }
        }
    }

    private static readonly Comparer<(string Path, bool IsFolder)> s_byPath = Comparer<(string Path, bool IsFolder)>.Create(
        static (left, right) => ArtifactPaths.Compare(left.Path, right.Path) is not 0 and var order
            ? order
            : left.IsFolder.CompareTo(right.IsFolder));

    private IEnumerable<ObjectItem> Items(string path, bool isDeep, CancellationToken cancellationToken)
    {
        string prefix = Below(KeyOf(path));
        string? next = null;
        do
        {
            string? start = next;
            ObjectPage page = Call(
                path, token => ListPageAsync(prefix, isDeep, most: null, start, token), cancellationToken);
            foreach (ObjectItem item in page.Items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return item;
            }

            next = page.Next;
        }
        while (next is not null);
    }

    // A key with '/' at its end and nothing in it stands for a folder, as consoles make them.
    private ArtifactEntry? Entry(ObjectItem item)
    {
        string path = item.Key[Math.Min(Below(_root).Length, item.Key.Length)..];
        bool isFolder = item.IsFolder || (path.EndsWith('/') && item.Size == 0);
        if (path.Length == 0)
        {
            return null;
        }

        if (isFolder && path.EndsWith('/'))
        {
            string name = path[..^1];

            // A part without a name is left as it came: it is refused by whoever uses it.
            path = name.Length == 0 || name.EndsWith('/') ? path : name;
        }

        return new(path, isFolder, isFolder ? null : item.Size);
    }
}
