using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;

namespace MlTrack.Bench.Measures;

/// <summary>100 versions of a model, each registered from a run's artifact.</summary>
internal sealed class RegistryMeasure : IMeasure
{
    private const int Versions = 100;
    private const double Faster = 10;

    public string Name => "registry";

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        string pwshFile = context.NewFile();
        string mlflowFile = context.NewFile();
        context.Pwsh?.Ask("connect", ("db", pwshFile));
        Rounds rounds = context.NewRounds();
        Func<Sample> ours = rounds.Add(context.Pwsh, pwsh => pwsh.Times("register", ("count", Versions)));
        Func<Sample> theirs = rounds.Add(context.Mlflow, python => python.Times("register", ("db", mlflowFile), ("count", Versions)));
        Func<Sample> alone = rounds.Add(
            context.Mlflow, python => python.Times("register", ("db", mlflowFile), ("count", Versions), ("alone", true)));
        rounds.Run();
        Mark[] marks = [Mark.FasterThanMlflow(Faster)];
        yield return new("100 versions, Register-MlModel") { MlTrack = ours(), Mlflow = theirs(), Marks = marks, Note = "MLflow: register_model" };
        yield return new("100 versions, Register-MlModel") { MlTrack = ours(), Mlflow = alone(), Marks = marks, Note = "MLflow: create_model_version" };
    }
}
