using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Sqlite;

/// <summary>What is no store, or no store that MlTrack can work with: told in one line, and left as it is.</summary>
public sealed class BadFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => _folder["mlflow.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FolderIsNoStore()
    {
        Directory.CreateDirectory(File);
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Store, "is a folder");
    }

    [Fact]
    public void TextIsNoStore()
    {
        System.IO.File.WriteAllText(File, string.Concat(Enumerable.Repeat("this is no database\n", 500)));
        byte[] before = System.IO.File.ReadAllBytes(File);
        Fails(MlErrorCode.InvalidState, MlEntity.Store, "is no SQLite database");
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void HalfOfTheTablesWithoutRevisionIsAMismatch()
    {
        RawSql.Execute(File, "CREATE TABLE experiments (experiment_id INTEGER); CREATE TABLE runs (run_uuid TEXT)");
        byte[] before = System.IO.File.ReadAllBytes(File);
        Fails(MlErrorCode.InvalidState, MlEntity.Schema, "2 of 19");
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void MissingTableIsNamed()
    {
        Create();
        RawSql.Execute(File, "DROP TABLE latest_metrics");
        MlException failure = Fails(MlErrorCode.InvalidState, MlEntity.Schema, "table latest_metrics");
        Assert.Contains("0584bdc529eb", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingColumnIsNamed()
    {
        Create();
        RawSql.Execute(File, "ALTER TABLE runs DROP COLUMN deleted_time");
        Fails(MlErrorCode.InvalidState, MlEntity.Schema, "column runs.deleted_time");
    }

    [Fact]
    public void UnknownRevisionWithAllColumnsWorksWithAWarning()
    {
        Create();
        RawSql.Execute(File, "UPDATE alembic_version SET version_num = 'ffffffffffff'");
        RecordingLogger logger = new();
        using (MlClient client = Connect(logger))
        {
            client.CreateRun(new NewRun("0"), cancellationToken: Token);
            client.CreateRun(new NewRun("0"), cancellationToken: Token);
            Assert.Equal("ffffffffffff", client.Store.Open(Token).SchemaRevision);
        }

        Assert.Single(logger.Warnings);
        Assert.Equal("ffffffffffff", RawSql.Text(File, "SELECT version_num FROM alembic_version"));
    }

    [Fact]
    public void DamagedFileIsNoStore()
    {
        Create();
        using (FileStream file = System.IO.File.OpenWrite(File))
        {
            file.Seek(4096, SeekOrigin.Begin);
            file.Write(new byte[4096 * 10]);
        }

        using MlClient client = Connect();
        MlException failure = Assert.Throws<MlException>(() => client.GetExperiment("0", Token));
        Assert.Equal(MlEntity.Store, failure.Entity);
    }

    [Fact]
    public void FailedOpeningIsTriedAgain()
    {
        System.IO.File.WriteAllText(File, string.Concat(Enumerable.Repeat("this is no database\n", 500)));
        using MlClient client = Connect();
        Assert.Throws<MlException>(() => client.Store.Open(Token));
        System.IO.File.Delete(File);
        client.Store.Open(Token);
    }

    private void Create()
    {
        using MlClient client = Connect();
        client.Store.Open(Token);
    }

    private MlClient Connect(RecordingLogger? logger = null) =>
        MlStore.Connect("sqlite:///mlflow.db", new MlStoreOptions { BaseFolder = _folder.Path, Logger = logger });

    private MlException Fails(MlErrorCode code, MlEntity entity, string text)
    {
        using MlClient client = Connect();
        MlException failure = Assert.Throws<MlException>(() => client.CreateRun(new NewRun("0"), cancellationToken: Token));
        Assert.Equal((code, entity), (failure.ErrorCode, failure.Entity));
        Assert.Contains(text, failure.Message, StringComparison.Ordinal);
        Assert.Contains("mlflow.db", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        MlConnectionStatus status = client.Store.Test(Token);
        Assert.Equal((false, failure.Message), (status.Success, status.Message));
        return failure;
    }
}
