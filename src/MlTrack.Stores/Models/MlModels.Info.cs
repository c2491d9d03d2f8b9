using System.Text;
using System.Text.Json.Nodes;
using MlTrack.Stores.ModelFormat;

namespace MlTrack.Stores;

public sealed partial class MlModels
{
    private const int LongestFile = 16 << 20;

    /// <summary>Reads what the <c>MLmodel</c> of a model's folder says, whoever wrote it. A folder without one is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="uri"><c>runs:/run_id/model</c>, <c>models:/...</c> in all its forms, or a local folder.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The description.</returns>
    public MlModelInfo GetInfo(string uri, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        (MlArtifactFolder folder, string path) = _artifacts.OpenUri(uri, cancellationToken);
        using (folder)
        {
            string file = ArtifactPaths.Join(path, ModelFile.Name);
            return ModelFile.ToInfo(ReadFile(folder, file, cancellationToken), uri, _client.Store.Key);
        }
    }

    private static JsonObject ReadFile(MlArtifactFolder folder, string file, CancellationToken cancellationToken)
    {
        using Stream stream = folder.OpenRead(file, cancellationToken);
        byte[] bytes = new byte[LongestFile + 1];
        int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length > LongestFile
            ? throw YamlText.Bad(file, "it is longer than 16 MiB", null)
            : YamlText.Read(Encoding.UTF8.GetString(bytes, 0, length), file);
    }
}
