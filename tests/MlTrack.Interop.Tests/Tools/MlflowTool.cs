using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Mlflow;

namespace MlTrack.Interop.Tests.Tools;

/// <summary>MLflow's own client on a database.</summary>
/// <param name="process">The MLflow that answers.</param>
/// <param name="uri">The tracking URI.</param>
/// <param name="folder">Where what is relative goes; null for the folder of a SQLite file.</param>
internal sealed class MlflowTool(MlflowProcess process, string uri, string? folder = null) : ITool
{
    public string Name => "MLflow " + process.Version;

    public JsonNode? Call(string what, JsonObject args) => process.Ask(what, uri, args, folder: folder);

    /// <summary>Reads the database itself with Python's driver, whatever MLflow makes of it.</summary>
    public JsonArray Rows(string statement) => (JsonArray)this.Call("sql", new { statement })!;
}
