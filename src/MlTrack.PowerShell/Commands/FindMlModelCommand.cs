using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Search;
using MlTrack.Stores;
using ValueReader = MlTrack.Input.ValueReader;

namespace MlTrack.Commands;

/// <summary>Searches registered models with MLflow's filter language and emits them as they are read.</summary>
[Cmdlet(VerbsCommon.Find, "MlModel")]
[OutputType(typeof(MlModel))]
public sealed class FindMlModelCommand : MlStoreCmdlet
{
    /// <summary>The filter, such as <c>name LIKE 'churn%' AND tags.team = 'alpha'</c>; none finds all.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelFilterCompleter))]
    public string? Filter { get; set; }

    /// <summary>The order, one key an entry: <c>name</c>, <c>last_updated_timestamp DESC</c>. By default by name.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelOrderCompleter))]
    public string[]? OrderBy { get; set; }

    /// <summary>The most to emit, 1 or more; all by default.</summary>
    [Parameter]
    [AllowNull]
    public object? MaxResults { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        long? count = IsGiven(nameof(MaxResults)) ? ValueReader.Count(nameof(MaxResults), MaxResults) : null;
        bool found = false;
        foreach (MlModel model in CurrentStore.Client.FindModels(new ModelSearch { Filter = Filter, OrderBy = OrderBy ?? [] }, count, Token))
        {
            found = true;
            WriteObject(model);
        }

        foreach (string hint in found ? [] : TagHints.Of(SearchKind.RegisteredModels, "model", Filter, () => KnownTags.OfModels(CurrentStore.Client, Token)))
        {
            WriteWarning(hint);
        }
    }
}
