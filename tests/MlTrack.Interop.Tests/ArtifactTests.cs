using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Data;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Interop.Tests.Tools;

namespace MlTrack.Interop.Tests;

/// <summary>Artifacts that one tool logged are listed and fetched by the other.</summary>
public class ArtifactTests
{
    // MLflow can't fetch a name with '#', not even its own: it takes the rest for the fragment of a URI.
    private static readonly string[] s_files =
        ["a.txt", "two words/b c.txt", "#hash%20.txt", "100%/x%y.txt", "日本/é.txt", OddData.Smile + ".txt", "deep/er/est/f", ".hidden", "a'b\"c.txt"];

    [Theory]
    [InlineData(MlflowInstall.Version2, true)]
    [InlineData(MlflowInstall.Version2, false)]
    [InlineData(MlflowInstall.Version3, true)]
    [InlineData(MlflowInstall.Version3, false)]
    public void One_logs_and_the_other_lists_and_fetches(string version, bool mlTrackLogs)
    {
        using TestStore store = new();
        MlTrackTool mltrack = store.MlTrack();
        MlflowTool mlflow = store.Mlflow(version);
        ITool writer = mlTrackLogs ? mltrack : mlflow;
        ITool reader = mlTrackLogs ? mlflow : mltrack;
        string experiment = writer.Text("create_experiment", new { name = "artifacts" });
        string run = writer.Text("create_run", new { experiment_id = experiment, name = "r" });
        foreach (string file in s_files)
        {
            writer.Call("log_text", new { run_id = run, file, text = Content(file) });
        }

        string bytes = Path.Combine(store.Folder, "bytes.bin");
        File.WriteAllBytes(bytes, [0, 255, 10, 13, 26]);
        writer.Call("log_artifact", new { run_id = run, path = bytes });
        writer.Call("log_artifact", new { run_id = run, path = bytes, artifact_path = "in/side" });

        foreach (string? path in new[] { null, "two words", "deep", "deep/er", "in/side", "missing", "a.txt" })
        {
            JsonNode listed = Sorted(reader.Call("list_artifacts", new { run_id = run, path })!);
            Same.Assert(Sorted(writer.Call("list_artifacts", new { run_id = run, path })!), listed, $"the list of '{path}'");
            Assert.Equal(path is "missing" or "a.txt", listed.AsArray().Count == 0);
        }

        string down = Directory.CreateDirectory(Path.Combine(store.Folder, "down")).FullName;
        foreach (string file in s_files.Where(file => !mlTrackLogs || !file.Contains('#')))
        {
            string got = (string)reader.Call("download_artifacts", new { run_id = run, path = file, destination = down })!;
            Assert.Equal(Content(file), File.ReadAllText(got));
            Assert.True(mlTrackLogs || Path.GetFullPath(Path.Combine(down, file)) == got, $"{file} came as {got}");
        }

        reader.Call("download_artifacts", new { run_id = run, path = "in", destination = down });
        Assert.Equal([0, 255, 10, 13, 26], File.ReadAllBytes(Path.Combine(down, "in", "side", "bytes.bin")));

        // The other goes on in the same folders, and overwrites.
        reader.Call("log_text", new { run_id = run, file = "deep/er/more.txt", text = "more" });
        reader.Call("log_text", new { run_id = run, file = "a.txt", text = "again" });
        Same.Assert(
            Sorted(reader.Call("list_artifacts", new { run_id = run, path = "deep/er" })!),
            Sorted(writer.Call("list_artifacts", new { run_id = run, path = "deep/er" })!), "the list after both have logged");
        Assert.Equal("again", File.ReadAllText((string)writer.Call(
            "download_artifacts", new { run_id = run, path = "a.txt", destination = Path.Combine(down, "2").MakeFolder() })!));
    }

    private static string Content(string file) => $"content of {file}\nin two lines, é {OddData.Smile}\n";

    private static JsonArray Sorted(JsonNode list) =>
        new([.. list.AsArray().OrderBy(item => (string)item![0]!, StringComparer.Ordinal).Select(item => item!.DeepClone())]);
}

file static class Folders
{
    public static string MakeFolder(this string path) => Directory.CreateDirectory(path).FullName;
}
