using System.Globalization;
using MlTrack.Stores;

// Logs to a run without end, and prints the number of each step that the store has acknowledged: what was printed must be there when
// this process is killed. Arguments: the database, the run, how to log (metric, batch or stream) and the first step.
string run = args[1];
using MlClient client = MlStore.Connect("sqlite:///" + args[0]);
using StreamWriter output = new(Console.OpenStandardOutput()) { AutoFlush = true };
using LogWriter? writer = args[2] == "stream" ? new LogWriter(client, keepsCommitted: true, batchSize: 500) : null;
for (long step = long.Parse(args[3], CultureInfo.InvariantCulture); ; step++)
{
    switch (args[2])
    {
        case "stream":
            writer!.Add(new MetricEntry(run, "metric", step, step, step));
            while (writer.TryTakeCommitted(out LogEntry? entry))
            {
                output.WriteLine(((MetricEntry)entry).Step);
            }

            if (step % 5 == 0)
            {
                Thread.Sleep(1); // A few thousand points a second: the test reads all of them after each kill.
            }

            continue;
        case "batch":
            string text = step.ToString(CultureInfo.InvariantCulture);
            client.LogBatch(new RunBatch(run)
            {
                Metrics = [.. Enumerable.Range(0, 20).Select(i => new MetricPoint("batch." + i, step, step, step))],
                Params = [new("param." + text, text)],
                Tags = [new("tag." + text, text), new("last", text)],
            });
            break;
        default:
            client.LogMetric(run, "metric", step, step, step);
            break;
    }

    output.WriteLine(step);
}
