using System.Collections.Concurrent;

namespace MlTrack.Stores.Tests.Contract;

public abstract partial class TrackingStoreContract
{
    [Fact]
    public async Task ConcurrentRegistrationGivesEachVersionItsOwnNumber()
    {
        const int Writers = 6;
        const int Each = 15;
        NewModel();
        ConcurrentBag<int> numbers = [];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(
            () =>
            {
                for (int i = 0; i < Each; i++)
                {
                    numbers.Add(NewVersion().Version);
                }
            },
            Token)));
        Assert.Equal(Enumerable.Range(1, Writers * Each), numbers.Order());
    }

    [Fact]
    public async Task ConcurrentRegistrationOfANewNameGivesEachVersionItsOwnNumber()
    {
        for (int i = 0; i < 3; i++)
        {
            string name = $"new {i}";
            MlModels models = new(Client);
            int[] numbers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
                () => models.Register(new ModelRegistration(name, "s3://bucket/model"), Token).Version, Token)));
            Assert.Equal(Enumerable.Range(1, 8), numbers.Order());
        }
    }

    [Fact]
    public async Task OfTwoCreatorsOfANameOneSucceeds()
    {
        for (int i = 0; i < 5; i++)
        {
            string name = $"model {i}";
            bool[] made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
                () =>
                {
                    try
                    {
                        NewModel(name);
                        return true;
                    }
                    catch (MlException exists) when (exists.ErrorCode == MlErrorCode.ResourceAlreadyExists)
                    {
                        return false;
                    }
                },
                Token)));
            Assert.Single(made, success => success);
        }
    }
}
