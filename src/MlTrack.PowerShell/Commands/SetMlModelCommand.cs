using System.Collections;
using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>Changes the description of registered models, or sets tags; what is not given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "MlModel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void), typeof(MlModel))]
public sealed class SetMlModelCommand : MlModelCmdlet
{
    private List<KeyValuePair<string, string>> _tags = [];

    /// <summary>The exact name.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? Name { get; set; }

    /// <summary>The new description, up to 5000 characters; '' empties it.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>Tags to set; other tags stay.</summary>
    [Parameter]
    public IDictionary? Tag { get; set; }

    /// <summary>Emits each model as it stands after the change.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (!IsGiven(nameof(Description)) && !IsGiven(nameof(Tag)))
        {
            throw MlErrors.InvalidValue("Set-MlModel was given nothing to change. Add -Description or -Tag.", null);
        }

        MlValidator.ModelDescription(Description);
        _tags = PairReader.Texts("tag", Tag);
    }

    /// <inheritdoc/>
    protected override void ProcessArguments() => Change(GivenModel(Name));

    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        RefuseGiven(piped, nameof(Name));
        Change(ModelOf(piped, isWrite: true));
    });

    private void Change(ModelTarget model)
    {
        if (ShouldProcess($"Model {MlText.Show(model.Name)}", IsGiven(nameof(Description)) ? "Set description" : "Set tags"))
        {
            MlClient client = model.Store.Client;
            if (_tags.Count > 0)
            {
                client.SetModelTags(model.Name, _tags, Token);
            }

            if (IsGiven(nameof(Description)))
            {
                client.UpdateModel(model.Name, Description ?? "", Token);
            }

            WriteVerbose($"Changed registered model {MlText.Show(model.Name)}.");
            if (PassThru)
            {
                WriteObject(client.GetModel(model.Name, Token));
            }
        }
    }
}
