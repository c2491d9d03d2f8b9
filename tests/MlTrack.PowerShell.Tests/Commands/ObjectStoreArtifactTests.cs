using MlTrack.TestNeeds.ObjectStores;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

/// <summary>The artifact commands on experiments whose artifacts lie in S3 or Azure Blob Storage.</summary>
public sealed class ObjectStoreArtifactTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public static TheoryData<string> Kinds => ["s3", "wasbs"];

    public void Dispose() => _host.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Artifacts_are_added_listed_and_saved(string kind)
    {
        string root = Root(kind);
        string source = Path.Combine(_host.Folder, "source");
        Directory.CreateDirectory(Path.Combine(source, "deep"));
        File.WriteAllText(Path.Combine(source, "one.txt"), "one");
        File.WriteAllText(Path.Combine(source, "deep", "100% two #2.txt"), "two");
        _host.Get($$"""
            $experiment = New-MlExperiment objects -ArtifactLocation '{{root}}'
            $run = $experiment | Start-MlRun probe
            Add-MlArtifact source
            Add-MlArtifact -Text top -ArtifactFile top.txt
            Stop-MlRun
            """);
        Assert.Equal(
            ["source", "source/deep", "source/deep/100% two #2.txt", "source/one.txt", "top.txt"],
            _host.Get("($run | Get-MlArtifact -Recurse).Path").Select(path => path.ToString()));
        Assert.StartsWith(root + "/", _host.Get("$run.ArtifactUri").Single().ToString(), StringComparison.Ordinal);
        Assert.Equal($"{_host.Get("$run.ArtifactUri").Single()}/top.txt", _host.Get("($run | Get-MlArtifact)[1].Uri").Single().ToString());

        _host.Get("$run | Save-MlArtifact -Destination out");
        Assert.Equal("two", File.ReadAllText(Path.Combine(_host.Folder, "out", "source", "deep", "100% two #2.txt")));
        File.Delete(Path.Combine(_host.Folder, "out", "top.txt"));
        _host.Get("$run | Save-MlArtifact -Destination out -Resume");
        Assert.Equal("top", File.ReadAllText(Path.Combine(_host.Folder, "out", "top.txt")));

        _host.Get("Save-MlArtifact one.txt -Uri ($run.ArtifactUri + '/source') -Destination uri");
        Assert.Equal("one", File.ReadAllText(Path.Combine(_host.Folder, "uri", "one.txt")));
        _host.Get("Get-MlArtifact -Uri $run.ArtifactUri | Where-Object Path -eq top.txt | Save-MlArtifact -Destination piped");
        Assert.Equal("top", File.ReadAllText(Path.Combine(_host.Folder, "piped", "top.txt")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_missing_is_an_error_of_ours(string kind)
    {
        Assert.StartsWith(
            "ArtifactNotFound",
            _host.Get($"try {{ Save-MlArtifact nothing.txt -Uri '{Root(kind)}' -Destination out }} catch {{ $_.FullyQualifiedErrorId }}")
                .Single().ToString(),
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_host.Folder, "out")));
    }

    private static string Root(string kind)
    {
        // Set once for the process, to what every test here means.
        if (kind == "s3")
        {
            Environment.SetEnvironmentVariable("MLFLOW_S3_ENDPOINT_URL", S3Server.Common.Address);
            Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", S3Server.Key);
            Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", S3Server.Key);
            return $"s3://{S3Server.Bucket}/{Guid.NewGuid():N}";
        }

        Environment.SetEnvironmentVariable("AZURE_STORAGE_CONNECTION_STRING", BlobServer.Common.ConnectionString());
        return $"wasbs://{BlobServer.Container}@{BlobServer.Account}.blob.core.windows.net/{Guid.NewGuid():N}";
    }
}
