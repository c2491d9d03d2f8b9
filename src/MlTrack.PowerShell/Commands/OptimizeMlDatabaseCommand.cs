using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>
/// Creates MlTrack's own indexes in the current store, which make searches of many runs faster, and lets the database look how its data
/// is spread; or takes both away again. With -WhatIf it reports what it would do.
/// </summary>
[Cmdlet(VerbsCommon.Optimize, "MlDatabase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MlIndexReport))]
public sealed class OptimizeMlDatabaseCommand : MlStoreCmdlet
{
    /// <summary>Removes the indexes.</summary>
    [Parameter]
    public SwitchParameter Remove { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        StoreHandle store = CurrentStore;
        bool agreed = ShouldProcess(
            store.Client.Store.Uri, Remove ? "Remove MlTrack's indexes and statistics" : "Create MlTrack's indexes and statistics");
        if (!agreed && !IsWhatIf)
        {
            return;
        }

        foreach (MlIndexReport report in store.Client.OptimizeDatabase(Remove, preview: !agreed, Token))
        {
            WriteObject(report);
        }
    }
}
