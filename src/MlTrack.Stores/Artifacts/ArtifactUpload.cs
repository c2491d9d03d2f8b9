namespace MlTrack.Stores;

/// <summary>Stores local files and folders: what a source is, what a folder's content means, what can't be taken along.</summary>
internal static class ArtifactUpload
{
    /// <summary>Stores one local file.</summary>
    /// <returns>The file as it is stored.</returns>
    public static ArtifactEntry File(
        IArtifactStore store, string localFile, string path, ArtifactTransfer transfer, CancellationToken cancellationToken)
    {
        FileInfo file = new(localFile);
        TransferReport report = new(transfer.Progress, file.Exists ? file.Length : null);
        store.Upload(localFile, path, report.Start(path), cancellationToken);
        report.FileDone(path);
        report.Finish();
        return new(path, IsDirectory: false, report.Bytes);
    }

    /// <summary>Stores what a local folder holds.</summary>
    public static void Folder(
        IArtifactStore store, string localFolder, string path, ArtifactTransfer transfer, CancellationToken cancellationToken)
    {
        LocalTree source = new(localFolder);
        RefuseItself(store, source, path);
        TransferReport report = new(transfer.Progress, total: null);
        store.MakeFolder(path, cancellationToken);
        using FolderSize size = FolderSize.Measure(token => source.Walk("", token), report, cancellationToken);
        TransferWorkers.Run(
            source.Walk("", cancellationToken), store.Parallelism, report,
            (entry, token) => Upload(store, source, entry, ArtifactPaths.Join(path, entry.Path), report, token),
            transfer.OnError, cancellationToken);
        report.Finish();
    }

    private static void Upload(
        IArtifactStore store,
        LocalTree source,
        ArtifactEntry entry,
        string target,
        TransferReport report,
        CancellationToken cancellationToken)
    {
        if (entry.Error is not null)
        {
            throw entry.Error;
        }

        ArtifactPaths.File(target);
        if (entry.IsDirectory)
        {
            store.MakeFolder(target, cancellationToken);
        }
        else
        {
            store.Upload(source.Resolve(entry.Path), target, report.Start(target), cancellationToken);
            report.FileDone(target);
        }
    }

    // '.' holds ./mlruns by default: the copy would be walked while it grows, for ever.
    private static void RefuseItself(IArtifactStore store, LocalTree source, string path)
    {
        if (store is LocalArtifactStore local && LocalLinks.IsInside(local.Tree.Resolve(path), source.RealRoot))
        {
            throw ArtifactErrors.IntoItself(source.Root, local.Tree.Shown(path));
        }
    }
}
