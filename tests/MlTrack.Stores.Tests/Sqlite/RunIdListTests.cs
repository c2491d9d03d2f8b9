using MlTrack.Stores.Sql.Readers;

namespace MlTrack.Stores.Tests.Sqlite;

public sealed class RunIdListTests
{
    [Fact]
    public void Ids_of_every_kind_come_back_as_they_were()
    {
        string[] ids =
        [
            "00000000000000000000000000000000", "0123456789abcdef0123456789abcdef", "0123456789ABCDEF0123456789abcdef",
            "ffffffffffffffffffffffffffffffff", "", "a", "run of somebody", "0123456789abcdef0123456789abcdeg",
            "0123456789abcdef0123456789abcdef0", " 123456789abcdef0123456789abcdef", "٠123456789abcdef0123456789abcdef",
        ];
        RunIdList list = new();
        foreach (string id in ids)
        {
            list.Add(id);
        }

        Assert.Equal(ids.Length, list.Count);
        Assert.Equal(ids, list.Range(0, 100));
        Assert.Equal(ids[3..5], list.Range(3, 2));
    }
}
