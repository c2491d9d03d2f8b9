using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Xml.Linq;
using MlTrack.TestNeeds;
using MlTrack.Tests.Hosting;
using MlTrack.Tests.Shell;

namespace MlTrack.Tests.Module;

/// <summary>What the module ships, and where it loads from.</summary>
public sealed class PackagingTests : IDisposable
{
    private static readonly string[] s_rids =
    [
        "linux-arm", "linux-arm64", "linux-musl-arm64", "linux-musl-x64", "linux-x64", "osx-arm64", "osx-x64", "win-arm64", "win-x64",
    ];

    private readonly PowerShellHost _host = new();

    private static string Bin => Path.Combine(Needs.Root, "module/bin", PowerShellHost.Configuration);

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Types_lie_outside_and_drivers_inside()
    {
        Assert.Equal(["MlTrack.Loader.dll", "MlTrack.dll"], Names(Bin));
        string[] inside = Names(Path.Combine(Bin, "private"));
        Assert.DoesNotContain("MlTrack.dll", inside);
        Assert.DoesNotContain("System.Management.Automation.dll", inside);
        Assert.Contains("Microsoft.Data.Sqlite.dll", inside);
    }

    [Fact]
    public void There_is_a_native_library_for_every_platform()
    {
        string runtimes = Path.Combine(Bin, "private/runtimes");
        Assert.Equal(s_rids, Directory.EnumerateDirectories(runtimes).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal));
        Assert.All(s_rids, rid => Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(runtimes, rid, "native"), "*e_sqlite3.*")));
    }

    [Fact]
    public void The_notices_name_everything_that_is_shipped_and_is_not_ours()
    {
        string notices = File.ReadAllText(Path.Combine(Needs.Root, "ThirdPartyNotices.txt"));
        Assert.All(
            Names(Path.Combine(Bin, "private")).Where(name => !name.StartsWith("MlTrack.", StringComparison.Ordinal)),
            name => Assert.Contains(name, notices, StringComparison.Ordinal));
    }

    [Fact]
    public void Manifest_and_assemblies_have_one_version()
    {
        string version = XDocument.Load(Path.Combine(Needs.Root, "Directory.Build.props")).Descendants("VersionPrefix").Single().Value;
        Assert.Equal(version, _host.Get("(Get-Module MlTrack).Version.ToString()").Single().ToString());
        Assert.Equal(version, FileVersionInfo.GetVersionInfo(Path.Combine(Bin, "MlTrack.dll")).ProductVersion);
        Assert.Contains($"## {version} - ", File.ReadAllText(Path.Combine(Needs.Root, "CHANGELOG.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void SQLite_comes_from_the_modules_own_folder_and_context()
    {
        _host.Get("New-MlExperiment a");
        Assert.Contains(
            Process.GetCurrentProcess().Modules.Cast<ProcessModule>(),
            module => module.FileName.StartsWith(Path.Combine(Bin, "private"), StringComparison.Ordinal)
                && module.FileName.Contains("e_sqlite3", StringComparison.Ordinal));
        string context = _host.Get(
            """
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Microsoft.Data.Sqlite' } |
                ForEach-Object { [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name }
            """).Single().ToString();
        Assert.Equal("MlTrack", context);
    }

    [Fact]
    public void A_second_import_and_a_second_runspace_have_the_commands()
    {
        string manifest = Path.Combine(Needs.Root, "MlTrack.psd1");
        int count = _host.Get("Get-Command -Module MlTrack").Count;
        Assert.True(count > 0);
        Assert.Equal(count, _host.Get($"Import-Module '{manifest}' -Force; Import-Module '{manifest}' -Force; Get-Command -Module MlTrack").Count);
        Assert.Equal(count, _host.Get($"Remove-Module MlTrack; Import-Module '{manifest}'; Get-Command -Module MlTrack").Count);
    }

    [Theory]
    [InlineData("Import-Module '{0}' -Force")]
    [InlineData("Import-Module '{0}' -Force; Import-Module '{0}' -Force")]
    [InlineData("Remove-Module MlTrack; Import-Module '{0}'")]
    public void A_module_that_was_imported_again_still_ends_open_runs_when_it_is_removed(string import)
    {
        string manifest = Path.Combine(Needs.Root, "MlTrack.psd1");
        _host.Get(string.Format(CultureInfo.InvariantCulture, import, manifest));
        Assert.Single(_host.Get("$run = Start-MlRun left; Get-MlRun -Active"));
        _host.Get($"Remove-Module MlTrack; Import-Module '{manifest}'");
        Assert.Empty(_host.Get("Get-MlRun -Active"));
        Assert.Equal("Finished", _host.Get("$run | Get-MlRun").Single().Properties["Status"].Value.ToString());
    }

    [Fact]
    public void An_old_version_of_a_package_that_was_loaded_first_does_no_harm()
    {
        string old = typeof(PackagingTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "OldLoggingAbstractions").Value!;
        Assert.True(File.Exists(old), old);
        string folder = Directory.CreateTempSubdirectory("mltrack-old-").FullName;
        try
        {
            ShellProcess result = ShellProcess.Run(
                "-Command",
                $"[System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath('{old}').GetName().Version.ToString(); "
                + $"Set-MlTrackingUri '{folder}/a.db'; (New-MlExperiment a).Name");
            Assert.Equal("", result.Errors);
            Assert.Equal("6.0.0.0 a", string.Join(' ', result.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Importing_loads_no_driver()
    {
        ShellProcess result = ShellProcess.Run(
            "-Command",
            "$null = [MlTrack.MlRun]; [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name } | "
            + "Where-Object { $_ -match 'Sqlite|SQLitePCL|MlTrack' }");
        Assert.Equal("", result.Errors);
        Assert.DoesNotContain("qlite", result.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("MlTrack.Stores", result.Output, StringComparison.Ordinal);
        Assert.Contains("MlTrack.PowerShell", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Tracking_with_a_local_folder_loads_no_storage_SDK()
    {
        string folder = Directory.CreateTempSubdirectory("mltrack-local-").FullName;
        try
        {
            const string Loaded =
                "[AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name } | Where-Object { $_ -match 'AWSSDK|Azure|Arrow' }";
            ShellProcess result = ShellProcess.Run(
                "-Command",
                $"Set-MlTrackingUri '{folder}/a.db' -ArtifactRoot '{folder}/artifacts'; Start-MlRun {{ Add-MlArtifact -Text x -ArtifactFile a/b; "
                + $"(Get-MlArtifact a).Path; $null = Save-MlArtifact a '{folder}/saved' }}; {Loaded}; "
                + "'then'; $env:AWS_ACCESS_KEY_ID = $env:AWS_SECRET_ACCESS_KEY = 'x'; $env:AWS_EC2_METADATA_DISABLED = 'true'; "
                + "$env:MLFLOW_S3_ENDPOINT_URL = 'http://127.0.0.1:1'; "
                + $"try {{ Get-MlArtifact -Uri s3://bucket/x -ErrorAction Stop }} catch {{ $_.FullyQualifiedErrorId }}; {Loaded}");
            string[] said = result.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(["a/b", "then"], said.Take(2));
            Assert.Contains("AWSSDK.S3", said);
            Assert.DoesNotContain("Azure.Core", said);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.dll").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
