namespace MlTrack.Stores;

/// <summary>Saves artifacts in a local folder: what may be written, what is there already, what a hostile listing can't do.</summary>
internal sealed class ArtifactDownload
{
    private readonly IArtifactStore _store;
    private readonly LocalTree _target;
    private readonly ArtifactTransfer _transfer;
    private readonly TransferReport _report;
    private readonly CancellationToken _cancellationToken;
    private SavedNames? _names;

    private ArtifactDownload(
        IArtifactStore store, LocalTree target, ArtifactTransfer transfer, long? total, CancellationToken cancellationToken)
    {
        _store = store;
        _target = target;
        _transfer = transfer;
        _report = new TransferReport(transfer.Progress, total);
        _cancellationToken = cancellationToken;
    }

    /// <summary>Saves a file, or a folder with everything in it.</summary>
    /// <param name="store">Where it is kept.</param>
    /// <param name="path">What to save; '' for everything.</param>
    /// <param name="destination">The full path of the destination folder, made if it is missing.</param>
    /// <param name="saveAs">The path below the destination; '' for the destination itself.</param>
    /// <param name="transfer">How to transfer.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The full path of what was saved.</returns>
    public static string Run(
        IArtifactStore store,
        string path,
        string destination,
        string saveAs,
        ArtifactTransfer transfer,
        CancellationToken cancellationToken)
    {
        // A root without anything in it may not exist yet.
        ArtifactEntry entry = store.Find(path, cancellationToken)
            ?? (path.Length == 0 ? new ArtifactEntry("", IsDirectory: true, Size: null) : throw ArtifactErrors.NotFound(path, store.Uri));
        LocalTree target = new(destination);
        ArtifactDownload download = new(store, target, transfer, entry.Size, cancellationToken);
        if (entry.IsDirectory)
        {
            download.SaveFolder(path, saveAs);
        }
        else
        {
            download.SaveFile(entry, saveAs, cancellationToken);
        }

        download._report.Finish();

        return target.Shown(saveAs);
    }

    private void SaveFolder(string path, string saveAs)
    {
        // Everything may go to a folder with other things in it; a folder of the same name is taken for an earlier download.
        if (saveAs.Length > 0 && _transfer is { Overwrite: false, Resume: false } && HoldsAnything(_target.Resolve(saveAs)))
        {
            throw ArtifactErrors.DestinationExists(_target.Shown(saveAs));
        }

        _target.MakeFolder(saveAs);
        _names = SavedNames.For(_target.Resolve(saveAs));
        using FolderSize size = FolderSize.Measure(token => _store.Walk(path, token), _report, _cancellationToken);
        TransferWorkers.Run(
            _store.Walk(path, _cancellationToken), _store.Parallelism, _report,
            (entry, token) => Save(entry, path, saveAs, token), _transfer.OnError, _cancellationToken);
    }

    private void Save(ArtifactEntry entry, string path, string saveAs, CancellationToken cancellationToken)
    {
        if (entry.Error is not null)
        {
            throw entry.Error;
        }

        // What a store lists is its word alone: a key such as '../x' must not become a file outside.
        ArtifactPaths.File(entry.Path);
        if (path.Length > 0 && !entry.Path.StartsWith(path + "/", StringComparison.Ordinal))
        {
            throw MlErrors.InvalidName($"The store lists {MlText.Show(entry.Path)} below {MlText.Show(path)}; it is left out.", entry.Path);
        }

        string place = ArtifactPaths.Join(saveAs, path.Length == 0 ? entry.Path : entry.Path[(path.Length + 1)..]);
        if (entry.IsDirectory)
        {
            _target.MakeFolder(place);
        }
        else
        {
            SaveFile(entry, place, cancellationToken);
        }
    }

    private void SaveFile(ArtifactEntry entry, string place, CancellationToken cancellationToken)
    {
        if (_names?.Take(place) == false)
        {
            throw ArtifactErrors.SameName(entry.Path, _target.Root);
        }

        Action<long> copied = _report.Start(entry.Path);
        string final = _target.Resolve(place);
        if (File.Exists(final))
        {
            if (_transfer.Resume && _store.IsSame(entry, final, cancellationToken))
            {
                _report.FileSkipped(entry.Path, entry.Size ?? 0);
                return;
            }

            if (!_transfer.Overwrite)
            {
                throw ArtifactErrors.DestinationExists(_target.Shown(place));
            }
        }

        _target.WriteFile(place, _transfer.Overwrite, file =>
        {
            _store.Download(entry.Path, file, copied, cancellationToken);
            CheckSize(entry, file, cancellationToken);
        });
        _report.FileDone(entry.Path);
    }

    // A file may have been replaced since it was listed; then the listing says so now. What grows in a folder of ours is copied as it was.
    private void CheckSize(ArtifactEntry entry, string file, CancellationToken cancellationToken)
    {
        if (_store is LocalArtifactStore || entry.Size is not { } listed)
        {
            return;
        }

        long saved = new FileInfo(file).Length;
        if (listed != saved && _store.Find(entry.Path, cancellationToken)?.Size is { } size && size != saved)
        {
            throw ArtifactErrors.WrongSize(entry.Path, _store.Uri, size, saved);
        }
    }

    private static bool HoldsAnything(string path)
    {
        try
        {
            return File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any());
        }
        catch (Exception exception) when (LocalErrors.Covers(exception))
        {
            throw LocalErrors.Reading(path, exception);
        }
    }
}
