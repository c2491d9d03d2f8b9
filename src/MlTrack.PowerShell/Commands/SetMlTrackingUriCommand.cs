using System.Management.Automation;
using System.Net;
using System.Security;
using MlTrack.Abstractions;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;
using MlTrack.Stores.Uris;

namespace MlTrack.Commands;

/// <summary>
/// Chooses the store for the whole process: every runspace and pipeline. The store is opened, and a missing database created, at the
/// first request.
/// </summary>
[Cmdlet(VerbsCommon.Set, "MlTrackingUri", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void), typeof(MlConnection))]
public sealed class SetMlTrackingUriCommand : MlCmdlet
{
    /// <summary>
    /// Where the store is: a SQLite file (sqlite:///runs.db, a path), or another form that about_MlTrack_Stores lists. Relative paths
    /// start from PowerShell's location.
    /// </summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    public string? Uri { get; set; }

    /// <summary>Where registered models are kept, if not in the tracking store.</summary>
    [Parameter]
    public string? RegistryUri { get; set; }

    /// <summary>The folder or URI below which new experiments keep their artifacts; ./mlruns in PowerShell's location by default.</summary>
    [Parameter]
    public string? ArtifactRoot { get; set; }

    /// <summary>User and password for a server.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>A bearer token for a server.</summary>
    [Parameter]
    public new SecureString? Token { get; set; }

    /// <summary>Doesn't verify the certificate of an https server.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>
    /// How many seconds a request may take, waiting for a lock included; 30 by default, for a server MLFLOW_HTTP_REQUEST_TIMEOUT or 120.
    /// </summary>
    [Parameter]
    [AllowNull]
    public object? TimeoutSec { get; set; }

    /// <summary>
    /// How often a request to a server is repeated when that is safe and may help; MLFLOW_HTTP_REQUEST_MAX_RETRIES or 7 by default.
    /// </summary>
    [Parameter]
    [AllowNull]
    public object? MaximumRetryCount { get; set; }

    /// <summary>Never creates a database: a missing one is an error at the first request.</summary>
    [Parameter]
    public SwitchParameter NoCreate { get; set; }

    /// <summary>Emits the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        StoreAddress uri = TrackingUri.Parse(OffDrive(Uri) ?? "", Location);
        if (uri is DatabaseAddress database && Credential is not null)
        {
            uri = database with { User = Credential.UserName, Password = Credential.GetNetworkCredential().Password };
        }

        TimeSpan? timeout = IsGiven(nameof(TimeoutSec)) ? TimeSpan.FromSeconds(Seconds()) : null;
        StoreSettings settings = new()
        {
            Location = Location,
            ArtifactRoot = IsGiven(nameof(ArtifactRoot)) ? LocationReader.Absolute("-ArtifactRoot", OffDrive(ArtifactRoot), Location) : null,
            Registry = IsGiven(nameof(RegistryUri))
                ? TrackingUri.ParseRegistry(OffDrive(RegistryUri) ?? "", Location)
                : MlSession.EnvironmentRegistry(Location),
            NoCreate = NoCreate,
            Timeout = timeout,
            Server = new MlServerOptions
            {
                Credential = GivenCredential() ?? (uri as RestAddress)?.Credential,
                SkipCertificateCheck = SkipCertificateCheck,
                Timeout = timeout,
                MaximumRetryCount = IsGiven(nameof(MaximumRetryCount)) ? Retries() : null,
            },
        };

        if (uri.Backend == MlBackend.SQLite && (Credential is not null || Token is not null))
        {
            WriteVerbose("A SQLite file asks for no credentials; they are not used.");
        }

        if (ShouldProcess(uri.Uri, "Use as the tracking store of this process"))
        {
            StoreHandle store = MlSession.Set(uri, settings);
            WriteVerbose($"The tracking store is {uri.Uri}.");
            if (PassThru)
            {
                WriteObject(store.Describe(Location));
            }
        }
    }

    private string? OffDrive(string? location) => LocalPaths.OffDrive(SessionState.Path, location);

    private MlServerCredential? GivenCredential()
    {
        if (Credential is not null && Token is not null)
        {
            throw MlErrors.InvalidValue("-Credential and -Token are both given. Give one of them.", null);
        }

        return Token is not null ? MlServerCredential.Bearer(new NetworkCredential("", Token).Password)
            : Credential is not null ? MlServerCredential.Basic(Credential.UserName, Credential.GetNetworkCredential().Password)
            : null;
    }

    private int Retries() => ValueReader.Whole("-" + nameof(MaximumRetryCount), MaximumRetryCount) is var count and >= 0 and <= 100
        ? (int)count
        : throw MlErrors.InvalidValue($"-{nameof(MaximumRetryCount)} must be a number from 0 to 100.", MaximumRetryCount);

    private long Seconds()
    {
        long seconds = ValueReader.Count(nameof(TimeoutSec), TimeoutSec);
        return seconds <= int.MaxValue / 1000
            ? seconds
            : throw MlErrors.InvalidValue($"-{nameof(TimeoutSec)} is too long: give at most {int.MaxValue / 1000} seconds.", TimeoutSec);
    }
}
