namespace MlTrack.Interop.Tests.Behaviour;

/// <summary>Every place where MlTrack answers otherwise than MLflow, on purpose.</summary>
internal static class Deviations
{
    private const string Ok = "OK";
    private const string Invalid = "INVALID_PARAMETER_VALUE";
    private const string Missing = "RESOURCE_DOES_NOT_EXIST";
    private const string Taken = "RESOURCE_ALREADY_EXISTS";
    private const string Internal = "INTERNAL_ERROR";
    private const string Bad = "BAD_REQUEST";
    private const string NoFile = "PYTHON:FileNotFoundError";

    private const string Nul = "PostgreSQL can't store NUL, so no store takes it";
    private const string LineBreak = "MLflow's pattern lets a line break through at the end, by accident";
    private const string Path = "a path out of the artifact root is bad input, not an internal error";

    public static readonly Deviation[] All =
    [
        Both("an experiment name with NUL", Ok, Invalid, Nul),
        Both("a param with NUL", Ok, Invalid, Nul),
        Both("an empty experiment id", Ok, Invalid, "MLflow takes it for '0' by accident"),
        Both("renaming a run to nothing", Ok, Invalid, "MLflow ignores it silently"),
        Both("renaming to a taken name", Bad, Taken, "MLflow answers with the statement's text"),
        Both("an ill-formed run id to log to", Missing, Invalid, "one answer everywhere"),
        Both("a run created with a bad tag key", Ok, Invalid, "create_run checks no tags; set_tag does"),
        Both("a run created with a tag of 8001 characters", Ok, Ok, "create_run cuts nothing; set_tag does"),
        Both("a param without a value", Ok, Invalid, "MLflow stores the text None"),
        Both("a tag without a value", Ok, Invalid, "MLflow stores the text None"),
        Both("the history of a missing run", Ok, Missing, "a missing run is no empty history"),
        Both("deleting a tag with a bad key", Missing, Invalid, "the key is checked like everywhere"),
        Both("an artifact path out of the run", Internal, Invalid, Path),
        Both("an absolute artifact path", Internal, Invalid, Path),
        Both("a missing local file", NoFile, Missing, "an error of ours, with the path"),
        Both("param key 'line\\n'", Ok, Invalid, LineBreak),
        Both("metric key 'line\\n'", Ok, Invalid, LineBreak),
        Both("tag key 'line\\n'", Ok, Invalid, LineBreak),
        new("an experiment id that is no number", Invalid, "as 3.x has it", Mlflow2: Missing),
        new("renaming to nothing", Invalid, "as 3.x has it", Mlflow2: Ok),
        new("a repeated NaN", Ok, "2.22 doesn't know it again and fails", Mlflow2: Bad),
        new("an artifact that isn't there", Missing, "as 3.x has it", Mlflow2: Internal),
        new("listing out of the run", Invalid, "as 3.x has it", Mlflow2: Ok),
    ];

    /// <summary>The same for the registry.</summary>
    public static readonly Deviation[] OfRegistry =
    [
        new("a blank model name", Invalid, "as 3.x has it", Mlflow2: Ok),
        new("a model name with a slash", Invalid, "as 3.x has it", Mlflow2: Ok),
        new("a model name with a colon", Invalid, "as 3.x has it", Mlflow2: Ok),
        new("a model name that is a path", Invalid, "as 3.x has it", Mlflow2: Ok),
        Both("renaming a model to nothing", Internal, Invalid, "an empty name is bad input, not an internal error"),
        Both("a version of no number", Missing, Invalid, "versions count from 1"),
        Both("archiving for the stage None", Internal, Invalid, "bad input, not an internal error"),
        Both("archiving for Archived", Internal, Invalid, "bad input, not an internal error"),
        Both("a missing alias", Invalid, Missing, "what isn't there isn't there"),
        Both("the alias of a deleted version", Invalid, Missing, "what isn't there isn't there"),
        Both("copying a missing version", Internal, Missing, "what isn't there isn't there"),
    ];

    private static Deviation Both(string scenario, string mlflow, string mlTrack, string reason) =>
        new(scenario, mlTrack, reason, mlflow, mlflow);
}
