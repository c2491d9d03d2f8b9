namespace MlTrack.Stores;

/// <summary>Saves artifacts in a local folder: what may be written, what is there already, what a hostile listing can't do.</summary>
internal static class ArtifactDownload
{
    /// <summary>Saves a file, or a folder with everything in it.</summary>
    /// <param name="store">Where it is kept.</param>
    /// <param name="path">What to save; '' for everything.</param>
    /// <param name="destination">The full path of the destination folder, made if it is missing.</param>
    /// <param name="saveAs">The path below the destination; '' for the destination itself.</param>
    /// <param name="transfer">How to transfer.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The full path of what was saved.</returns>
    public static string Run(
        IArtifactStore store, string path, string destination, string saveAs, ArtifactTransfer transfer, CancellationToken cancellationToken)
    {
        ArtifactEntry entry = store.Find(path, cancellationToken)
            ?? (path.Length == 0 ? new ArtifactEntry("", IsDirectory: true, Size: null) : throw ArtifactErrors.NotFound(path, store.Uri));
        LocalTree target = new(destination);
        if (entry.IsDirectory)
        {
            SaveFolder(store, path, target, saveAs, transfer, cancellationToken);
        }
        else
        {
            TransferReport report = new(transfer.Progress, entry.Size);
            SaveFile(store, entry, target, saveAs, transfer, report, cancellationToken);
        }

        return target.Shown(saveAs);
    }

    private static void SaveFolder(
        IArtifactStore store, string path, LocalTree target, string saveAs, ArtifactTransfer transfer, CancellationToken cancellationToken)
    {
        if (saveAs.Length > 0 && transfer is { Overwrite: false, Resume: false } && HoldsAnything(target.Resolve(saveAs)))
        {
            throw ArtifactErrors.DestinationExists(target.Shown(saveAs));
        }

        target.MakeFolder(saveAs);
        TransferReport report = new(transfer.Progress, total: null);
        foreach (ArtifactEntry entry in store.Walk(path, cancellationToken))
        {
            try
            {
                Save(store, entry, path, target, saveAs, transfer, report, cancellationToken);
            }
            catch (MlException exception) when (transfer.OnError is not null && !LocalErrors.EndsAll(exception))
            {
                transfer.OnError(exception);
            }
        }
    }

    private static void Save(
        IArtifactStore store,
        ArtifactEntry entry,
        string path,
        LocalTree target,
        string saveAs,
        ArtifactTransfer transfer,
        TransferReport report,
        CancellationToken cancellationToken)
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
            target.MakeFolder(place);
        }
        else
        {
            SaveFile(store, entry, target, place, transfer, report, cancellationToken);
        }
    }

    private static void SaveFile(
        IArtifactStore store,
        ArtifactEntry entry,
        LocalTree target,
        string place,
        ArtifactTransfer transfer,
        TransferReport report,
        CancellationToken cancellationToken)
    {
        Action<long>? copied = report.Start(entry.Path);
        string final = target.Resolve(place);
        if (File.Exists(final))
        {
            if (transfer.Resume && store.IsSame(entry, final, cancellationToken))
            {
                report.FileDone();
                return;
            }

            if (!transfer.Overwrite)
            {
                throw ArtifactErrors.DestinationExists(target.Shown(place));
            }
        }

        target.WriteFile(place, transfer.Overwrite, file => store.Download(entry.Path, file, copied, cancellationToken));
        report.FileDone();
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
