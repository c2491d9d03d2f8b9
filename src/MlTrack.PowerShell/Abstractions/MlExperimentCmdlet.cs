using System.ComponentModel;
using System.Management.Automation;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Abstractions;

/// <summary>A cmdlet on experiments that are named by name, by id, or piped.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MlExperimentCmdlet : MlPipedCmdlet
{
    /// <summary>The ids of experiments.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ExperimentIds]
    [ArgumentCompleter(typeof(ExperimentIdCompleter))]
    public string[]? ExperimentId { get; set; }

    /// <summary>Does the work for names and ids of the command line, one by one.</summary>
    /// <param name="names">The value of -Name, or null.</param>
    /// <param name="byName">The work for a name.</param>
    /// <param name="byId">The work for an id.</param>
    /// <returns>Whether any was given.</returns>
    private protected bool ForGiven(string[]? names, Action<StoreHandle, string> byName, Action<StoreHandle, string> byId)
    {
        bool isNameGiven = IsGiven("Name");
        bool isIdGiven = IsGiven(nameof(ExperimentId));
        foreach (string? name in isNameGiven ? names ?? [null!] : [])
        {
            ForItem(name, () => byName(CurrentStore, name ?? ""));
        }

        foreach (string? id in isIdGiven ? ExperimentId ?? [null!] : [])
        {
            ForItem(id, () => byId(CurrentStore, id ?? ""));
        }

        return isNameGiven || isIdGiven;
    }

    /// <summary>The experiments of a name: the one of that exact name, also a deleted one; else those that a pattern matches.</summary>
    /// <param name="store">The store.</param>
    /// <param name="name">The name or pattern.</param>
    /// <param name="viewType">Which lifecycle stages a pattern sees.</param>
    /// <returns>The experiments; lazy for a pattern.</returns>
    private protected IEnumerable<MlExperiment> Named(StoreHandle store, string name, MlViewType viewType = MlViewType.ActiveOnly)
    {
        NamePattern pattern = new(name);
        MlExperiment? exact = store.Client.GetExperimentByName(name, Token);
        if (exact is null && pattern.Literal != name)
        {
            exact = store.Client.GetExperimentByName(pattern.Literal, Token);
        }

        return exact is not null ? [exact]
            : pattern.IsPattern ? store.Client.FindExperiments(new ExperimentSearch { ViewType = viewType }, null, Token)
                .Where(experiment => pattern.IsMatch(experiment.Name))
            : throw MlErrors.ExperimentNotFound(name);
    }
}
