using System.Data.Common;
using System.Diagnostics;
using MlTrack.Stores.Sql.Connections;
using MlTrack.TestNeeds.Servers;

namespace MlTrack.Stores.Tests.Servers;

/// <summary>What becomes of a connection after a failure that it wasn't made for.</summary>
public sealed class SessionTests
{
    public static TheoryData<MlBackend> Backends => [MlBackend.MySQL, MlBackend.PostgreSQL];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Backends))]
    public void AnExceptionThatDriversDontThrowEndsTheConnection(MlBackend backend)
    {
        using ServerDatabaseFixture fixture = new(backend);
        using SqlDatabase database = fixture.Open();
        int first;
        using (SqlSession session = database.Rent(Token, create: true))
        {
            first = session.ServerSession;
            Assert.ThrowsAny<Exception>(() => session.QueryText("SELECT @p0", new object()));
            Assert.False(session.IsUsable);
        }

        using SqlSession next = database.Rent(Token);
        Assert.NotEqual(first, next.ServerSession);
        Assert.Equal("1", next.QueryText("SELECT 1"));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void AQueryThatFailsBehindAnotherLeavesNoTransactionOpen(MlBackend backend)
    {
        using ServerDatabaseFixture fixture = new(backend);
        using SqlDatabase database = fixture.Open();
        int first;
        using (SqlSession session = database.Rent(Token, create: true))
        {
            first = session.ServerSession;
            session.BeginRead();
            using SqlResults results = session.QueryAll([new("SELECT 1", []), new("SELECT 1 FROM nothing_of_that_name", [])], last: true);
            Assert.True(results.Next().Read());
            Assert.Throws<MlException>(() => results.Next());
        }

        using SqlSession next = database.Rent(Token);
        Assert.Equal(first, next.ServerSession);
        next.BeginRead();
        Assert.Equal("1", next.QueryText("SELECT 1"));
    }

    [Fact]
    public void IndexesThatStatementsNameMayBeGone()
    {
        using ServerDatabaseFixture fixture = new(MlBackend.MySQL);
        using MlClient client = fixture.Connect();
        using MlClient other = fixture.Connect();
        MlRun run = client.CreateRun(new NewRun("0"), cancellationToken: Token);
        client.LogParam(run.RunId, "p", "1", Token);
        client.OptimizeDatabase(cancellationToken: Token);
        Assert.Equal("1", client.GetRun(run.RunId, Token).Params["p"]);
        other.OptimizeDatabase(remove: true, cancellationToken: Token);
        Assert.Equal("1", client.GetRun(run.RunId, Token).Params["p"]);
        Assert.Equal("1", Assert.Single(client.FindRuns(new RunSearch(), cancellationToken: Token)).Params["p"]);
    }

    [Fact]
    public void WhatAConnectionHasPreparedMayBeGone()
    {
        using ServerDatabaseFixture fixture = new(MlBackend.PostgreSQL);
        using SqlDatabase database = fixture.Open();
        for (int round = 0; round < 3; round++)
        {
            using (SqlSession session = database.Rent(Token, create: true))
            {
                for (int i = 0; i < 4; i++)
                {
                    session.QueryText("SELECT 2 + @p0", 1);
                }

                // As it is behind a pooler that changes connections between transactions.
                session.Execute("DEALLOCATE ALL");
            }

            int tries = 0;
            Assert.Equal("3", database.Retry(
                () =>
                {
                    tries++;
                    using SqlSession session = database.Rent(Token);
                    return session.QueryText("SELECT 2 + @p0", 1);
                },
                Token));
            Assert.Equal(round == 0 ? 2 : 1, tries);
        }
    }

    [Fact]
    public void ATextThatPostgresCantTakeIsRefusedBeforeItIsSent()
    {
        using ServerDatabaseFixture fixture = new(MlBackend.PostgreSQL);
        using SqlDatabase database = fixture.Open();
        using SqlSession session = database.Rent(Token, create: true);
        foreach (object value in new object[] { "a\0", "a\udc00", new[] { "b", "\ud83d" } })
        {
            MlException failure = Assert.Throws<MlException>(() => session.QueryText("SELECT @p0", value));
            Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Value), (failure.ErrorCode, failure.Entity));
        }

        Assert.True(session.IsUsable);
        Assert.Equal("\ud83d\ude00", session.QueryText("SELECT @p0", "\ud83d\ude00"));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void WhoWaitsForALockGivesUpInTime(MlBackend backend)
    {
        using ServerDatabaseFixture fixture = new(backend);
        using MlClient client = fixture.Connect(timeout: TimeSpan.FromSeconds(2));
        client.Store.Open(Token);
        using DbConnection other = fixture.Server.Connect(fixture.Name);
        using DbCommand command = other.CreateCommand();
        command.CommandText = backend == MlBackend.MySQL
            ? "LOCK TABLES runs WRITE, experiments WRITE, experiment_tags WRITE"
            : "BEGIN; LOCK TABLE runs, experiments, experiment_tags IN ACCESS EXCLUSIVE MODE";
        command.ExecuteNonQuery();
        foreach (Action action in new Action[]
        {
            () => client.SearchRuns(new RunSearch(), 10, null, Token),
            () => client.SetExperimentTags("0", [new("a", "b")], Token),
        })
        {
            Stopwatch clock = Stopwatch.StartNew();
            MlException failure = Assert.Throws<MlException>(action);
            Assert.Equal(MlErrorCode.TemporarilyUnavailable, failure.ErrorCode);
            Assert.Contains("too busy", failure.Message, StringComparison.Ordinal);
            Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(3.8));
        }
    }
}
