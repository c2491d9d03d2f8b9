using MlTrack.Interop.Tests.Mlflow;

namespace MlTrack.Interop.Tests.Servers;

/// <summary>What servers can't do of the contract of stores, each with its versions and the reason.</summary>
internal static class RestDeviations
{
    private static readonly string[] s_both = [MlflowInstall.Version2, MlflowInstall.Version3];
    private static readonly string[] s_two = [MlflowInstall.Version2];

    private static readonly RestDeviation[] s_all =
    [
        new("Optional_indexes_come_and_go", s_both, "A server's database can't be reached through it: Optimize-MlDatabase is NotSupported."),
        new(
            "Searches_find_the_same_with_the_indexes_and_after_them", s_both,
            "A server's database can't be reached through it: Optimize-MlDatabase is NotSupported."),
        new("ExperimentTagsAreSetOverwrittenAndRemoved", s_two, "Servers before 3 have no request that removes an experiment's tag."),
        new(
            "RunsAreFilteredAndOrdered", s_two,
            "Servers before 3 compare a NaN as the 0 that it is stored as; filters are the server's to judge."),
    ];

    public static RestDeviation? Find(string? test, string version) =>
        Array.Find(s_all, deviation => deviation.Test == test && deviation.Versions.Contains(version));
}

/// <summary>A test of the contract that a server can't pass.</summary>
internal sealed record RestDeviation(string Test, string[] Versions, string Reason);
