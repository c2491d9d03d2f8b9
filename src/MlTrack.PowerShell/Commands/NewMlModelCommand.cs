using System.Collections;
using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>Creates registered models without versions. A taken name is an error.</summary>
[Cmdlet(VerbsCommon.New, "MlModel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MlModel))]
public sealed class NewMlModelCommand : MlModelCmdlet
{
    /// <summary>The name, 1 to 256 characters without '/' and ':'; may also be piped.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    public string? Name { get; set; }

    /// <summary>The description, up to 5000 characters.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>Tags to set on the new model.</summary>
    [Parameter]
    public IDictionary? Tag { get; set; }

    /// <inheritdoc/>
    protected override void ProcessArguments() => Create(GivenModel(Name).Name);

    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        RefuseGiven(piped, nameof(Name));
        Create(piped.Kind switch
        {
            PipedKind.Text => piped.Text!,
            PipedKind.Null => "",
            _ => throw MlErrors.InvalidValue($"New-MlModel takes names, and {piped.KindName} came through the pipeline. Pipe texts.", piped.Source),
        });
    });

    private void Create(string name)
    {
        NewModel model = new(name) { Description = Description, Tags = PairReader.Texts("tag", Tag) };
        if (ShouldProcess(name, "Create registered model"))
        {
            StoreHandle store = CurrentStore;
            WriteObject(store.Client.CreateModel(model, Token));
            WriteVerbose($"Registered model {MlText.Show(name)} is in {store.Client.Registry.Key}.");
        }
    }
}
