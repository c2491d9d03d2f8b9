using System.Globalization;
using MlTrack.Stores;

// Logs to a run without end, and prints the number of each step that the store has acknowledged: what was printed must be there when
// this process is killed. Arguments: the database, the run, how to log (metric, batch) and the first step.
string database = args[0];
string run = args[1];
bool batches = args[2] == "batch";
using MlClient client = MlStore.Connect("sqlite:///" + database);
using TextWriter output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
for (long step = long.Parse(args[3], CultureInfo.InvariantCulture); ; step++)
{
    if (batches)
    {
        string text = step.ToString(CultureInfo.InvariantCulture);
        client.LogBatch(new RunBatch(run)
        {
            Metrics = [.. Enumerable.Range(0, 20).Select(i => new MetricPoint("batch." + i, step, step, step))],
            Params = [new("param." + text, text)],
            Tags = [new("tag." + text, text), new("last", text)],
        });
    }
    else
    {
        client.LogMetric(run, "metric", step, step, step);
    }

    output.WriteLine(step);
}
