using System.Globalization;
using System.Management.Automation;

namespace MlTrack.Input;

/// <summary>An artifact that came through the pipeline, also through a file or a job.</summary>
/// <param name="RunId">The run; null when it was listed by URI.</param>
/// <param name="Path">The path below its root.</param>
/// <param name="Uri">Where it lies.</param>
internal readonly record struct ArtifactTarget(string? RunId, string Path, string Uri)
{
    /// <summary>What artifacts that were listed by the same URI have in common.</summary>
    public string Root => Uri.EndsWith(Path, StringComparison.Ordinal) ? Uri[..^Path.Length] : Uri;

    /// <summary>Reads it.</summary>
    /// <param name="piped">What came through the pipeline, of kind <see cref="PipedKind.Artifact"/>.</param>
    /// <returns>The artifact.</returns>
    public static ArtifactTarget Of(PipedObject piped) => piped.Source is MlArtifact artifact
        ? new ArtifactTarget(artifact.RunId, artifact.Path, artifact.Uri)
        : new ArtifactTarget(
            string.IsNullOrEmpty(piped.RunId) ? null : piped.RunId, Text((PSObject)piped.Source!, "Path"), Text((PSObject)piped.Source!, "Uri"));

    /// <summary>The same as an object of the library.</summary>
    /// <returns>The artifact.</returns>
    public MlArtifact ToArtifact() => new() { RunId = RunId, Path = Path, Uri = Uri };

    private static string Text(PSObject source, string name) =>
        PipedReader.TryGet(source, out object? value, name) ? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" : "";
}
