using System.Globalization;
using MlTrack.Bench.Measures;

namespace MlTrack.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public const string Usage = """
        dotnet run -c Release --project bench/MlTrack.Bench -- [NAME ...|all] [options]

          --runs N         runs in the data set of the lists and searches (10000)
          --repeat N       interleaved rounds of each contender, after one to warm up (5)
          --processes N    fresh processes of each contender for the measures of a start (10)
          --mlflow PYTHON  a python with MLflow; 'none' leaves MLflow out. Otherwise MLTRACK_MLFLOW_PYTHON, or ../shared/mlflow/install.sh
          --store URI      a database server, without a database, for the measure 'database': postgresql+psycopg2://user@127.0.0.1:5432
          --place URI      where artifacts go, for the measure 'artifacts': s3://bucket/bench, with the credentials in the environment
          --out NAME       writes bench/results/NAME.md and NAME.json too
          --statements     shows the SQL that MlTrack sends for a page of runs; adds the measure 'statements', alone if no other is named
          --list           the names of the measures
          --help           this text
        """;

    public IReadOnlyList<string> Names { get; init; } = [];

    public int Runs { get; init; } = 10_000;

    public int Repeat { get; init; } = 5;

    public int Processes { get; init; } = 10;

    public string? MlflowPython { get; init; }

    public string? Store { get; init; }

    public string? Place { get; init; }

    public string? Out { get; init; }

    public bool Statements { get; init; }

    public bool List { get; init; }

    public bool Help { get; init; }

    public static Options Parse(IReadOnlyList<string> args)
    {
        Options options = new();
        Queue<string> rest = new(args);
        while (rest.TryDequeue(out string? word))
        {
            string Value() => rest.TryDequeue(out string? value) ? value : throw new UsageException($"{word} needs a value.");
            options = word switch
            {
                "--runs" => options with { Runs = Number(Value()) },
                "--repeat" => options with { Repeat = Number(Value()) },
                "--processes" => options with { Processes = Number(Value()) },
                "--mlflow" => options with { MlflowPython = Value() },
                "--store" => options with { Store = Value() },
                "--place" => options with { Place = Value() },
                "--out" => options with { Out = Value() },
                "--statements" => options with { Statements = true },
                "--list" => options with { List = true },
                "--help" or "-h" or "-?" => options with { Help = true },
                ['-', ..] => throw new UsageException($"Unknown option {word}."),
                _ => options with { Names = [.. options.Names, word] },
            };
        }

        // The measure that shows them; without it the option would mean nothing, and with nothing else named 'all'.
        return options.Statements ? options with { Names = [.. options.Names, StatementsMeasure.MeasureName] } : options;
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new UsageException($"'{text}' is no positive number.");
}
