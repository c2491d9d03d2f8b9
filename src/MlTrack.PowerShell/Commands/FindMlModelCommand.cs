using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Search;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>Searches registered models with MLflow's filter language and emits them as they are read.</summary>
[Cmdlet(VerbsCommon.Find, "MlModel")]
[OutputType(typeof(MlModel))]
public sealed class FindMlModelCommand : MlFindCmdlet
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

    /// <inheritdoc/>
    protected override void Process()
    {
        ModelSearch search = new() { Filter = Filter, OrderBy = OrderBy ?? [] };
        WriteFound(
            CurrentStore.Client.FindModels(search, Count, Token), SearchKind.RegisteredModels, "model", Filter,
            () => KnownTags.OfModels(CurrentStore.Client, Token));
    }
}
