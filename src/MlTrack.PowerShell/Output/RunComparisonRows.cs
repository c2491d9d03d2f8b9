using System.Management.Automation;

namespace MlTrack.Output;

/// <summary>Rows of a comparison as PowerShell shows them: with a property for each run, named like it, so that a table has its column.</summary>
internal static class RunComparisonRows
{
    private static readonly string[] s_ownProperties =
        [nameof(MlRunDifference.Kind), nameof(MlRunDifference.Key), nameof(MlRunDifference.Differs), nameof(MlRunDifference.Values)];

    /// <summary>Compares runs.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="onlyDiffering">Leaves out what is the same in all of them.</param>
    /// <returns>The rows.</returns>
    public static IEnumerable<PSObject> Of(IReadOnlyList<MlRun> runs, bool onlyDiffering)
    {
        string[] headings = Headings(runs);
        PSPropertySet shown = new(
            "DefaultDisplayPropertySet", [nameof(MlRunDifference.Kind), nameof(MlRunDifference.Key), .. headings]);
        foreach (MlRunDifference difference in MlRunDifference.Between(runs))
        {
            if (difference.Differs || !onlyDiffering)
            {
                PSObject row = PSObject.AsPSObject(difference);
                for (int i = 0; i < headings.Length; i++)
                {
                    row.Properties.Add(new PSNoteProperty(headings[i], difference.Values[runs[i].RunId]));
                }

                row.Members.Add(new PSMemberSet("PSStandardMembers", [shown]));
                yield return row;
            }
        }
    }

    // Names need not be unique, and a property must be; where a name won't do, some of the id tells the runs apart.
    private static string[] Headings(IReadOnlyList<MlRun> runs)
    {
        ILookup<string, MlRun> byName = runs.ToLookup(run => run.Name, StringComparer.OrdinalIgnoreCase);
        return [.. runs.Select(run => run.Name.Length == 0 ? run.RunId
            : byName[run.Name].Count() > 1 || s_ownProperties.Contains(run.Name, StringComparer.OrdinalIgnoreCase)
                ? $"{run.Name} ({run.RunId})"
            : run.Name)];
    }
}
