using System.Globalization;
using System.Text;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;
using MlTrack.Stores;

namespace MlTrack.Bench.Measures;

/// <summary>Digest, schema and profile of a CSV file of 1 GB.</summary>
internal sealed class CsvMeasure : IMeasure
{
    private const long Size = 1_000_000_000;
    private const double LeastMegabytesASecond = 300;

    public string Name => "csv";

    // Takes 1 GB of the scratch folder.
    public bool InAll => false;

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        string file = Path.Combine(context.NewFolder(), "big.csv");
        using (FileStream big = File.Create(file))
        {
            StringBuilder rows = new();
            big.Write("id,x,y,label\n"u8);
            for (int i = 0; i < 10_000; i++)
            {
                rows.Append(CultureInfo.InvariantCulture, $"{i},{i * 0.37},{i * -1.5e-3},\"label, {i % 7}\"\n");
            }

            byte[] piece = Encoding.UTF8.GetBytes(rows.ToString());
            while (big.Length < Size)
            {
                big.Write(piece);
            }
        }

        long size = new FileInfo(file).Length;
        Rounds rounds = context.NewRounds();
        Func<Sample> describe = rounds.Add(() => Clock.Time(() => DatasetFile.Describe(file)));
        rounds.Run();
        Sample took = describe();
        double speed = took.Missing is null ? size / 1000.0 / took.Median : 0;
        yield return new("digest, schema and profile of a CSV of 1 GB")
        {
            MlTrack = took,
            Marks = [Mark.Is("≥ 300 MB/s", took.Missing is null ? speed >= LeastMegabytesASecond : null)],
            Note = FormattableString.Invariant($"{speed:0} MB/s"),
        };
    }
}
