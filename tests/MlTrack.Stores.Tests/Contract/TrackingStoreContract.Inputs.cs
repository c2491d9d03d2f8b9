namespace MlTrack.Stores.Tests.Contract;

public abstract partial class TrackingStoreContract
{
    private static RunInput Input(string name = "iris", string digest = "1234abcd", string? context = "training") =>
        new(name, digest, "local", """{"uri": "iris.csv"}""")
        {
            Schema = """{"mlflow_colspec": []}""",
            Profile = """{"num_rows": 150}""",
            Tags = context is null ? [] : [new(MlTags.DatasetContext, context), new("own", "x")],
        };

    [Fact]
    public void InputsAreReadAsLogged()
    {
        MlRun run = NewRun();
        Client.LogInputs(run.RunId, [Input(), Input("other", context: null)], Token);
        IReadOnlyList<MlDatasetInput> inputs = Reload(run).Inputs;
        Assert.Equal(["iris", "other"], inputs.Select(input => input.Dataset.Name));
        MlDatasetInput first = inputs[0];
        Assert.Equal(("training", "x", 2), (first.Context, first.Tags["own"], first.Tags.Count));
        Assert.Equal(
            ("1234abcd", "local", """{"uri": "iris.csv"}""", """{"mlflow_colspec": []}""", """{"num_rows": 150}"""),
            (first.Dataset.Digest, first.Dataset.SourceType, first.Dataset.Source, first.Dataset.Schema, first.Dataset.Profile));
        Assert.Null(inputs[1].Context);
    }

    [Fact]
    public void SameInputAgainAddsNothing()
    {
        MlRun run = NewRun();
        MlRun other = NewRun();
        Client.LogInputs(run.RunId, [Input(), Input(context: "eval")], Token);
        Client.LogInputs(run.RunId, [Input(context: "eval")], Token);
        Client.LogInputs(other.RunId, [Input(context: "eval")], Token);
        Assert.Equal("training", Assert.Single(Reload(run).Inputs).Context);
        Assert.Equal("eval", Assert.Single(Reload(other).Inputs).Context);
        RunSearch search = new() { Filter = "dataset.name = 'iris' AND dataset.digest = '1234abcd'" };
        Assert.Equal(2, Client.FindRuns(search, null, Token).Count());
        Assert.Single(Client.FindRuns(search with { Filter = "dataset.context = 'eval'" }, null, Token));
    }

    [Fact]
    public void BadInputsAreRefusedAndNothingIsStored()
    {
        MlRun run = NewRun();
        void Refused(RunInput bad) =>
            Fails(MlErrorCode.InvalidParameterValue, MlEntity.Value, () => Client.LogInputs(run.RunId, [Input("good"), bad], Token));
        Refused(Input(""));
        Refused(Input(digest: ""));
        Refused(Input(digest: new string('x', 37)));
        Refused(Input(new string('x', 501)));
        Refused(Input() with { SourceType = "" });
        Refused(Input() with { Schema = "no json" });
        Refused(Input() with { Tags = [new("a", new string('x', 501))] });
        Fails(
            MlErrorCode.ResourceDoesNotExist, MlEntity.Run, () => Client.LogInputs("0123456789abcdef0123456789abcdef", [Input()], Token));
        Assert.Empty(Reload(run).Inputs);
        Client.DeleteRun(run.RunId, Token);
        Fails(MlErrorCode.InvalidParameterValue, MlEntity.Run, () => Client.LogInputs(run.RunId, [Input()], Token));
    }
}
