using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>Gets registered models by name. With nothing named: all, by name.</summary>
[Cmdlet(VerbsCommon.Get, "MlModel")]
[OutputType(typeof(MlModel))]
public sealed class GetMlModelCommand : MlModelCmdlet
{
    /// <summary>The name; wildcards are allowed. An exact name wins over a pattern.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        if (IsGiven(nameof(Name)))
        {
            WriteNamed(GivenModel(Name));
        }
        else
        {
            Write(CurrentStore.Client.FindModels(new ModelSearch(), null, Token));
        }
    }

    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        RefuseGiven(piped, nameof(Name));
        ModelTarget model = ModelOf(piped, isWrite: false);
        if (piped.Kind == PipedKind.Text)
        {
            WriteNamed(model);
        }
        else
        {
            WriteObject(model.Store.Client.GetModel(model.Name, Token));
        }
    });

    private void WriteNamed(ModelTarget model)
    {
        NamePattern pattern = new(model.Name);
        MlClient client = model.Store.Client;
        MlModel? exact = client.FindModel(model.Name, Token);
        if (exact is null && pattern.Literal != model.Name)
        {
            exact = client.FindModel(pattern.Literal, Token);
        }

        Write(exact is not null ? [exact]
            : pattern.IsPattern ? client.FindModels(new ModelSearch(), null, Token).Where(found => pattern.IsMatch(found.Name))
            : throw MlErrors.ModelNotFound(model.Name));
    }

    private void Write(IEnumerable<MlModel> models)
    {
        foreach (MlModel model in models)
        {
            WriteObject(model);
        }
    }
}
