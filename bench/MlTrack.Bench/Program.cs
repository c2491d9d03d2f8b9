using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using MlTrack.Bench;
using MlTrack.Bench.Contenders;
using MlTrack.Bench.Measures;
using MlTrack.Bench.Reporting;

Console.OutputEncoding = Encoding.UTF8;
System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
SQLitePCL.Batteries_V2.Init();
if (args is [MemoryMeasure.ChildArgument, { } file])
{
    MemoryMeasure.Stream(file);
    return 0;
}

try
{
    Options options = Options.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(Options.Usage);
        return 0;
    }

    if (options.List)
    {
        Console.WriteLine(string.Join('\n', AllMeasures.List.Select(measure => measure.Name + (measure.InAll ? "" : " (not in 'all')"))));
        return 0;
    }

    return Measure(options);
}
catch (UsageException mistake)
{
    Console.Error.WriteLine(mistake.Message);
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

static int Measure(Options options)
{
    IMeasure[] measures = Choose(options.Names);
    using BenchContext context = new(options);
    JsonObject facts = Facts(context);
    List<ReportRow> rows = [];
    foreach (IMeasure measure in measures)
    {
        Console.Error.WriteLine($"measuring {measure.Name} ...");
        try
        {
            foreach (ReportRow row in measure.Run(context))
            {
                // At once, so that a run that is cut short has said what it knew.
                Console.Error.WriteLine(Table.Line(row));
                rows.Add(row);
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // What one measure needs and doesn't find is told; the others still say what they have.
            Console.Error.WriteLine(error);
            rows.Add(new(measure.Name) { Note = $"failed: {error.Message}" });
        }
    }

    string table = Table.Format(rows, facts["MLflow"]?.ToString() ?? "");
    Console.WriteLine(string.Join(", ", facts.Select(fact => $"{fact.Key} {fact.Value}")));
    Console.WriteLine();
    Console.WriteLine(table);
    if (options.Out is { } name)
    {
        Results.Write(Repository.ResultsFolder, name, table, rows, facts);
    }

    return rows.Any(row => Table.Verdict(row) == "NO") ? 1 : 0;
}

static IMeasure[] Choose(IReadOnlyList<string> names)
{
    IEnumerable<IMeasure> chosen = names.Count == 0 || names.Contains("all") ? AllMeasures.List.Where(measure => measure.InAll) : [];
    IEnumerable<IMeasure> named = names.Where(name => name != "all").Select(
        name => AllMeasures.List.FirstOrDefault(measure => measure.Name == name)
            ?? throw new UsageException($"No measure is called '{name}'; --list shows them."));
    return [.. chosen.Concat(named).Distinct()];
}

static JsonObject Facts(BenchContext context)
{
    JsonObject facts = new()
    {
        ["cores"] = Environment.ProcessorCount,
        ["OS"] = RuntimeInformation.RuntimeIdentifier,
        [".NET"] = Environment.Version.ToString(),
        ["SQLite"] = SQLitePCL.raw.sqlite3_libversion().utf8_to_string(),
        ["configuration"] = Repository.Configuration,
        ["runs"] = context.Options.Runs,
        ["rounds"] = context.Options.Repeat,
    };
    try
    {
        JsonNode? python = context.Mlflow?.Ask("versions");
        facts["MLflow"] = python?["mlflow"]?.ToString() ?? "absent";
        facts["MLflow's SQLite"] = python?["sqlite"]?.ToString() ?? "absent";
    }
    catch (InvalidOperationException error)
    {
        Console.Error.WriteLine(error.Message);
    }

    try
    {
        JsonNode? pwsh = context.Pwsh?.Ask("versions");
        facts["pwsh"] = pwsh?["pwsh"]?.ToString() ?? "absent";
        facts["pwsh's .NET"] = pwsh?["dotnet"]?.ToString() ?? "absent";
    }
    catch (InvalidOperationException error)
    {
        Console.Error.WriteLine(error.Message);
    }

    return facts;
}
