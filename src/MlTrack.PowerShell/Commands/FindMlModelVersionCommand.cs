using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Search;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>Searches the versions of all registered models with MLflow's filter language and emits them as they are read.</summary>
[Cmdlet(VerbsCommon.Find, "MlModelVersion")]
[OutputType(typeof(MlModelVersion))]
public sealed class FindMlModelVersionCommand : MlFindCmdlet
{
    /// <summary>The filter, such as <c>name = 'churn' AND tags.approved = 'yes'</c> or <c>run_id = '...'</c>; none finds all.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelVersionFilterCompleter))]
    public string? Filter { get; set; }

    /// <summary>The order, one key an entry: <c>name</c>, <c>version_number DESC</c>. By default what was updated last comes first.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelVersionOrderCompleter))]
    public string[]? OrderBy { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        ModelSearch search = new() { Filter = Filter, OrderBy = OrderBy ?? [] };
        WriteFound(
            CurrentStore.Client.FindModelVersions(search, Count, Token), SearchKind.ModelVersions, "version of a model", Filter,
            () => KnownTags.OfVersions(CurrentStore.Client, Token));
    }
}
