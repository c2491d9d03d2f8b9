using MlTrack.Interop.Tests.Mlflow;

namespace MlTrack.Interop.Tests.Servers;

/// <summary>What servers can't do of the contract of stores, each with its versions and the reason.</summary>
internal static class RestDeviations
{
    private static readonly string[] s_both = [MlflowInstall.Version2, MlflowInstall.Version3];
    private static readonly string[] s_two = [MlflowInstall.Version2];

    private const string NoNulls = "Servers before 3 know no IS NULL; filters are the server's to judge.";
    private const string Escapes = "Servers decode an escape in a name once more and store it under another name, so we refuse it.";

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
        new("KeysOfOrdersAndOfIsNullFollowTheCollation(optimized: False)", s_two, NoNulls),
        new(
            "KeysOfOrdersAndOfIsNullFollowTheCollation(optimized: True)", s_both,
            "A server's database can't be reached through it: Optimize-MlDatabase is NotSupported."),
        new("ATextThatNoDatabaseHoldsIsFoundNowhere(wrong: 0xd83d)", s_two, NoNulls),
        new("ATextThatNoDatabaseHoldsIsFoundNowhere(wrong: 0xdc00)", s_two, NoNulls),
        new(
            "ATextThatNoDatabaseHoldsIsFoundNowhere(wrong: '\\0')", s_both,
            "Servers take no NUL character in a list; filters are the server's to judge."),
        new("Names_are_user_data(name: \"#1\")", s_both, "Servers refuse '#' in names, and so do we."),
        new("Names_are_user_data(name: \"a+b&c=d?\")", s_both, "Servers can't list a folder with '?' in its name, so we refuse it."),
        new("Names_are_user_data(name: \"%41\")", s_both, Escapes),
        new("Names_are_user_data(name: \"a%2Fb\")", s_both, Escapes),
    ];

    /// <summary>Skips the running test if it is one that a server of this version can't pass.</summary>
    public static void SkipWhereDeclared(string version)
    {
        string name = TestContext.Current.Test?.TestDisplayName ?? "";
        if (Array.Find(s_all, d => name.EndsWith("." + d.Test, StringComparison.Ordinal) && d.Versions.Contains(version)) is { } found)
        {
            Assert.Skip(found.Reason);
        }
    }
}

/// <summary>A test of the contract that a server can't pass.</summary>
internal sealed record RestDeviation(string Test, string[] Versions, string Reason);
