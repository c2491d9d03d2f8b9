using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Mlflow;

namespace MlTrack.Interop.Tests.Tools;

/// <summary>MLflow's own client on a SQLite file.</summary>
internal sealed class MlflowTool(MlflowProcess process, string database) : ITool
{
    private readonly string _uri = "sqlite:///" + database;

    public string Name => "MLflow " + process.Version;

    public static MlflowTool Open(string version, string database) => new(MlflowProcess.Shared(version), database);

    public JsonNode? Call(string what, JsonObject args) => process.Ask(what, _uri, args);

    /// <summary>Reads the file itself with Python's SQLite, whatever MLflow makes of it.</summary>
    public JsonArray Rows(string statement) => (JsonArray)this.Call("sql", new { statement })!;
}
