using System.Text.Json;
using System.Text.RegularExpressions;
using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Sqlite;

/// <summary>A new file against the inspection of one that MLflow made: columns, keys, checks and indexes, with the names they have.</summary>
public sealed partial class SchemaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NewFileHasTheSchemaOfMlflow()
    {
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Shared.Find("schema/schema-0584bdc529eb.sqlite.json")));
        string path = Create();
        List<string> tables = [.. Column(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")];
        Assert.Equal(expected.RootElement.EnumerateObject().Select(table => table.Name).Order(StringComparer.Ordinal), tables);
        Assert.Equal(19, tables.Count);
        foreach (JsonProperty table in expected.RootElement.EnumerateObject())
        {
            Assert.Equal(Describe(table.Value), Describe(path, table.Name));
        }
    }

    [Fact]
    public void NewFileHasItsRevisionAndDefaultExperiment()
    {
        string path = Create();
        Assert.Equal([["0584bdc529eb"]], RawSql.Query(path, "SELECT version_num FROM alembic_version"));
        object?[] row = Assert.Single(RawSql.Query(
            path, "SELECT experiment_id, name, artifact_location, lifecycle_stage, creation_time = last_update_time FROM experiments"));
        Assert.Equal([0L, "Default", Path.Join(_folder.Path, "mlruns") + "/0", "active", 1L], row);
    }

    [Fact]
    public void NewFileIsWalUnlessAskedOtherwise()
    {
        Assert.Equal("wal", RawSql.Text(Create(), "PRAGMA journal_mode"));
        Assert.Equal("delete", RawSql.Text(Create("other.db", "?journal_mode=delete"), "PRAGMA journal_mode"));
    }

    private string Create(string name = "mlflow.db", string query = "")
    {
        using MlClient client = MlStore.Connect("sqlite:///" + name + query, new MlStoreOptions { BaseFolder = _folder.Path });
        client.Store.Open(TestContext.Current.CancellationToken);
        return _folder[name];
    }

    private static IEnumerable<string> Column(string path, string query) => RawSql.Query(path, query).Select(row => (string)row[0]!);

    private static List<string> Describe(JsonElement table)
    {
        List<string> facts = [];
        foreach (JsonElement column in table.GetProperty("columns").EnumerateArray())
        {
            facts.Add(
                $"column {column.GetProperty("name")} {column.GetProperty("type")} null={column.GetProperty("nullable").GetBoolean()} "
                + $"default={column.GetProperty("default")}");
        }

        JsonElement key = table.GetProperty("primary_key");
        facts.Add($"primary key {Name(key)} ({Names(key, "columns")})");
        facts.AddRange(table.GetProperty("unique").EnumerateArray().Select(unique => $"unique {Name(unique)} ({Names(unique, "columns")})"));
        foreach (JsonElement foreign in table.GetProperty("foreign_keys").EnumerateArray())
        {
            string options = string.Join(
                ' ', foreign.GetProperty("options").EnumerateObject().OrderBy(option => option.Name).Select(option => $"{option.Name}={option.Value}"));
            facts.Add(
                $"foreign key {Name(foreign)} ({Names(foreign, "columns")}) {foreign.GetProperty("references")} "
                + $"({Names(foreign, "referred_columns")}) {options}");
        }

        facts.AddRange(table.GetProperty("checks").EnumerateArray().Select(check => $"check {Name(check)} {check.GetProperty("sql")}"));
        foreach (JsonElement index in table.GetProperty("indexes").EnumerateArray())
        {
            facts.Add($"index {Name(index)} ({Names(index, "columns")}) unique={index.GetProperty("unique").GetBoolean()}");
        }

        return [.. facts.Order(StringComparer.Ordinal)];
    }

    private static string Name(JsonElement element) => element.GetProperty("name").GetString() ?? "-";

    private static string Names(JsonElement element, string property) =>
        string.Join(",", element.GetProperty(property).EnumerateArray().Select(name => name.GetString()));

    private static List<string> Describe(string path, string table)
    {
        List<string> facts = [];
        List<object?[]> columns = RawSql.Query(path, $"SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info('{table}')");
        foreach (object?[] column in columns)
        {
            facts.Add($"column {column[0]} {column[1]} null={(long)column[2]! == 0} default={column[3]}");
        }

        string ddl = RawSql.Text(path, $"SELECT sql FROM sqlite_master WHERE name = '{table}'")!;
        string keyColumns = string.Join(",", columns.Where(column => (long)column[4]! > 0).OrderBy(column => column[4]).Select(column => column[0]));
        facts.Add($"primary key {KeyName().Match(ddl).Groups[1].Value} ({keyColumns})");
        foreach (Match unique in Unique().Matches(ddl))
        {
            facts.Add($"unique {Named(unique)} ({Plain(unique.Groups[2].Value)})");
        }

        foreach (Match foreign in Foreign().Matches(ddl))
        {
            string options = string.Join(
                ' ', OnAction().Matches(foreign.Groups[5].Value)
                    .Select(action => $"on{action.Groups[1].Value.ToLowerInvariant()}={action.Groups[2].Value.ToUpperInvariant()}").Order());
            facts.Add($"foreign key {Named(foreign)} ({Plain(foreign.Groups[2].Value)}) {foreign.Groups[3]} ({Plain(foreign.Groups[4].Value)}) {options}");
        }

        facts.AddRange(Check().Matches(ddl).Select(check => $"check {Named(check)} {check.Groups[2]}"));
        foreach (object?[] index in RawSql.Query(path, $"SELECT name, \"unique\" FROM pragma_index_list('{table}') WHERE origin = 'c'"))
        {
            facts.Add($"index {index[0]} ({string.Join(",", Column(path, $"SELECT name FROM pragma_index_info('{index[0]}')"))}) unique={(long)index[1]! == 1}");
        }

        return [.. facts.Order(StringComparer.Ordinal)];
    }

    private static string Named(Match match) => match.Groups[1].Success ? match.Groups[1].Value : "-";

    private static string Plain(string columns) => columns.Replace("\"", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex(@"CONSTRAINT (\w+) PRIMARY KEY")]
    private static partial Regex KeyName();

    [GeneratedRegex(@"(?:CONSTRAINT (\w+) )?UNIQUE \(([^)]*)\)")]
    private static partial Regex Unique();

    [GeneratedRegex(@"(?:CONSTRAINT (\w+) )?FOREIGN KEY\(([^)]*)\) REFERENCES (\w+) \(([^)]*)\)([^,\n]*)")]
    private static partial Regex Foreign();

    [GeneratedRegex(@"ON (DELETE|UPDATE) (\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex OnAction();

    [GeneratedRegex(@"(?:CONSTRAINT (\w+) )?CHECK \((.*)\)")]
    private static partial Regex Check();
}
