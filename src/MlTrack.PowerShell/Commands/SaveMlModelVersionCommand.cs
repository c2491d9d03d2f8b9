using System.Globalization;
using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>Saves the files of versions of registered models: what a version's folder holds goes straight into the destination.</summary>
[Cmdlet(VerbsData.Save, "MlModelVersion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(DirectoryInfo))]
public sealed class SaveMlModelVersionCommand : MlVersionCmdlet
{
    /// <summary>Takes the highest version in this stage.</summary>
    [Parameter]
    public MlModelStage Stage { get; set; }

    /// <summary>Takes the highest version of all.</summary>
    [Parameter]
    public SwitchParameter Latest { get; set; }

    /// <summary>The folder to save in, made if it is missing; by default one named as model and version in PowerShell's location.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Destination { get; set; }

    /// <summary>Overwrites files that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Goes on with an interrupted save: leaves out files that are there with the same size and content.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    private protected override MlModelStage? GivenStage => IsGiven(nameof(Stage)) ? Stage : null;

    private protected override bool IsLatestGiven => Latest;

    private protected override string Selectors => "-Version, -Alias, -Stage or -Latest";

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (IsGiven(nameof(Destination)) && string.IsNullOrEmpty(Destination))
        {
            throw MlErrors.InvalidName("-Destination is empty. Give a folder, or leave it out.", Destination);
        }
    }

    private protected override void ForVersion(VersionTarget version)
    {
        string? given = IsGiven(nameof(Destination)) ? LocalPaths.Literal(SessionState.Path, Destination) : null;
        if (!ShouldProcess(given ?? Location, $"Save the files of model version {version.Text}"))
        {
            return;
        }

        MlModelVersion found = version.Read(Token);
        string destination = given ?? Path.Combine(Location, FolderName(found));
        string saved = Transfer(
            "Saving a model", new ArtifactTransfer { Overwrite = Force, Resume = Resume },
            transfer => version.Model.Store.Models.Save(found, destination, transfer, Token));
        if (!CameToNothing)
        {
            WriteVerbose($"Saved model version {found} in {destination}.");
            WriteObject(new DirectoryInfo(Directory.Exists(saved) ? saved : destination));
        }
    }

    // A name may hold what a folder's name can't.
    private static string FolderName(MlModelVersion version) => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Join('_', version.Name.Split(Path.GetInvalidFileNameChars()))}-{version.Version}");
}
