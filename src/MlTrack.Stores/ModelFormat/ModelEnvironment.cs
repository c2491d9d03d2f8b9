using System.Text.Json.Nodes;

namespace MlTrack.Stores.ModelFormat;

/// <summary>The files that say what a model needs to run: <c>requirements.txt</c>, <c>conda.yaml</c>, <c>python_env.yaml</c>.</summary>
internal static class ModelEnvironment
{
    public const string RequirementsFile = "requirements.txt";
    public const string CondaFile = "conda.yaml";
    public const string PythonFile = "python_env.yaml";

    private const string Python = "3.11.7";

    /// <summary>The files by name.</summary>
    /// <param name="requirements">One requirement an entry, in pip's words.</param>
    /// <returns>Names and texts.</returns>
    public static IEnumerable<(string Name, string Text)> Files(IReadOnlyList<string> requirements)
    {
        yield return (RequirementsFile, string.Join('\n', requirements));
        yield return (CondaFile, YamlText.Write(
            new JsonObject
            {
                ["channels"] = new JsonArray("conda-forge"),
                ["dependencies"] = new JsonArray(
                    "python=" + Python, "pip",
                    new JsonObject { ["pip"] = new JsonArray([.. requirements.Select(requirement => (JsonNode)requirement)]) }),
                ["name"] = "mlflow-env",
            }));
        yield return (PythonFile, YamlText.Write(
            new JsonObject
            {
                ["python"] = Python,
                ["build_dependencies"] = new JsonArray("pip", "setuptools", "wheel"),
                ["dependencies"] = new JsonArray("-r " + RequirementsFile),
            },
            isSorted: false));
    }

    /// <summary>Checks requirements: one a line, none empty; lines that begin with '#' are left out.</summary>
    /// <param name="given">The lines.</param>
    /// <returns>The requirements.</returns>
    public static IReadOnlyList<string> Check(IEnumerable<string> given)
    {
        List<string> requirements = [.. given.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
        return requirements.Find(line => line.Any(c => char.IsControl(c) && c != '\t')) is { } bad
            ? throw MlErrors.InvalidValue($"The requirement {MlText.Show(bad)} has more than one line. Give one an entry.", bad)
            : requirements;
    }
}
