using System.Globalization;
using System.Text.Json;
using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Sqlite;

/// <summary>Registries in files that MLflow 2.14, 2.22 and 3.17 made: read as MLflow reads them, and written at their revision.</summary>
public sealed class SampleRegistryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Versions => ["2.14.3", "2.22.5", "3.17.2"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Versions))]
    public void EveryFieldIsReadAsMlflowReadsIt(string version)
    {
        using MlClient client = Open(version, out JsonElement expected);
        Assert.Equal(
            expected.GetProperty("registered_models").EnumerateArray().Select(DescribeModel),
            client.FindModels(new ModelSearch(), null, Token).Select(Describe));
        List<MlModelVersion> versions = [.. client.FindModelVersions(new ModelSearch(), null, Token)];
        Assert.Equal(
            expected.GetProperty("model_versions").EnumerateArray().Select(DescribeVersion).Order(StringComparer.Ordinal),
            versions.Select(Describe).Order(StringComparer.Ordinal));

        // MLflow's searches of versions forget the aliases.
        Assert.All(versions, found => Assert.Equal(
            client.GetModel(found.Name, Token).Aliases.Where(alias => alias.Value == found.Version).Select(alias => alias.Key).Order(StringComparer.Ordinal),
            found.Aliases.Order(StringComparer.Ordinal)));
        Assert.All(versions, found => Assert.Equal(Describe(found), Describe(client.GetModelVersion(found.Name, found.Version, Token))));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void EveryOperationKeepsTheSchemaSound(string version)
    {
        string path;
        using (MlClient client = Open(version, out _))
        {
            path = _folder["sample.db"];
            client.CreateModel(new NewModel("ours") { Tags = [new("a", "1")], Description = "x" }, Token);
            client.CreateModelVersion(new NewModelVersion("ours", "/a") { Tags = [new("t", "1")] }, Token);
            client.CreateModelVersion(new NewModelVersion("ours", "/b"), Token);
            client.SetModelAlias("ours", "champion", 1, Token);
            client.SetModelAlias("ours", "champion", 2, Token);
            client.SetModelTags("ours", [new("a", "2")], Token);
            client.SetModelVersionTags("ours", 1, [new("t", "2")], Token);
            client.SetModelVersionStage("ours", 1, MlModelStage.Production, cancellationToken: Token);
            client.SetModelVersionStage("ours", 2, MlModelStage.Production, archiveExisting: true, Token);
            client.RenameModel("ours", "renamed", Token);
            MlModel read = client.GetModel("renamed", Token);
            Assert.Equal(("2", 2), (read.Tags["a"], read.Aliases["champion"]));
            Assert.Equal("2", client.GetModelVersion("renamed", 1, Token).Tags["t"]);
            client.CopyModelVersion(client.GetModelVersion("renamed", 1, Token), "copy", Token);
            client.DeleteModelVersion("renamed", 2, Token);
            client.DeleteModelVersionTag("renamed", 1, "t", Token);
            client.DeleteModelTag("renamed", "a", Token);
            client.DeleteModelAlias("renamed", "champion", Token);
            client.DeleteModel("renamed", Token);
            client.DeleteModel("copy", Token);
            Assert.Null(client.FindModel("renamed", Token));
        }

        Assert.Equal("ok", RawSql.Text(path, "PRAGMA integrity_check"));
        Assert.Empty(RawSql.Query(path, "PRAGMA foreign_key_check"));
        Assert.Equal("0", RawSql.Text(path, "SELECT COUNT(*) FROM model_versions WHERE name IN ('ours', 'renamed', 'copy')"));
        Assert.Equal("0", RawSql.Text(path, "SELECT COUNT(*) FROM model_version_tags WHERE name IN ('ours', 'renamed', 'copy')"));
    }

    [Fact]
    public void DeletedVersionIsLeftAsMlflowLeavesIt()
    {
        using MlClient client = Open("2.22.5", out _);
        client.CreateModel(new NewModel("ours"), Token);
        client.CreateModelVersion(
            new NewModelVersion("ours", "/a") { Tags = [new("t", "1")], Description = "x", RunLink = "l", RunId = "abc" }, Token);
        client.DeleteModelVersion("ours", 1, Token);
        Assert.Equal(
            "Deleted_Internal|REDACTED-SOURCE-PATH|REDACTED-RUN-ID|REDACTED-RUN-LINK|NULL|NULL|/a|READY|1",
            RawSql.Text(
                _folder["sample.db"],
                "SELECT current_stage || '|' || source || '|' || run_id || '|' || run_link || '|' || COALESCE(description, 'NULL') || '|' "
                + "|| COALESCE(status_message, 'NULL') || '|' || storage_location || '|' || status || '|' "
                + "|| (SELECT COUNT(*) FROM model_version_tags WHERE name = 'ours') FROM model_versions WHERE name = 'ours'"));
    }

    [Fact]
    public void ModelsOfOtherWorkspacesAreOutOfSight()
    {
        using MlClient client = Open("3.17.2", out _);
        RawSql.Execute(
            _folder["sample.db"],
            "INSERT INTO registered_models (name, workspace) VALUES ('other', 'w2'); INSERT INTO model_versions (name, version, "
            + "current_stage, workspace) VALUES ('other', 1, 'None', 'w2'); INSERT INTO registered_model_tags (\"key\", value, name, workspace) "
            + "VALUES ('a', '1', 'other', 'w2')");
        Assert.Null(client.FindModel("other", Token));
        Assert.Empty(client.FindModelVersions(new ModelSearch { Filter = "name = 'other'" }, null, Token));
        MlModel made = client.CreateModel(new NewModel("other"), Token);
        Assert.Empty(made.Tags);
        Assert.Equal(1, client.CreateModelVersion(new NewModelVersion("other", "/a"), Token).Version);
        client.DeleteModel("other", Token);
        Assert.Equal("1", RawSql.Text(_folder["sample.db"], "SELECT COUNT(*) FROM model_versions WHERE name = 'other'"));
    }

    private MlClient Open(string version, out JsonElement expected)
    {
        string path = Shared.Unpack($"schema/sample-databases/mlflow-{version}.sqlite.db.gz", _folder);
        expected = JsonDocument.Parse(File.ReadAllText(Shared.Find($"schema/sample-databases/mlflow-{version}.sqlite.expected.json"))).RootElement;
        return MlStore.Connect(path, new MlStoreOptions { BaseFolder = _folder.Path, NoCreate = true });
    }

    private static string DescribeModel(JsonElement model) => string.Join('\n',
        model.GetProperty("name"), model.GetProperty("creation_timestamp"), model.GetProperty("last_updated_timestamp"),
        model.GetProperty("description").GetString(), Pairs(model, "tags"), Pairs(model, "aliases"));

    private static string Describe(MlModel model) => string.Join('\n',
        model.Name, Milliseconds(model.CreationTime), Milliseconds(model.LastUpdatedTime), model.Description, Pairs(model.Tags),
        Pairs(model.Aliases.Select(alias => KeyValuePair.Create(alias.Key, alias.Value.ToString(CultureInfo.InvariantCulture)))));

    private static string DescribeVersion(JsonElement version) => string.Join('\n',
        version.GetProperty("name"), version.GetProperty("version"), version.GetProperty("current_stage"),
        version.GetProperty("description").GetString(), version.GetProperty("source").GetString(), version.GetProperty("run_id").GetString(),
        version.GetProperty("status"), version.GetProperty("creation_timestamp"), version.GetProperty("last_updated_timestamp"),
        Pairs(version, "tags"));

    private static string Describe(MlModelVersion version) => string.Join('\n',
        version.Name, version.Version, version.Stage, version.Description, version.Source, version.RunId,
        version.Status.ToString().ToUpperInvariant(), Milliseconds(version.CreationTime), Milliseconds(version.LastUpdatedTime),
        Pairs(version.Tags));

    private static string Pairs(JsonElement owner, string property) =>
        Pairs(owner.GetProperty(property).EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value.GetString()!)));

    private static string Pairs(IEnumerable<KeyValuePair<string, string>> pairs) =>
        string.Join(';', pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    private static string Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) ?? "";
}
