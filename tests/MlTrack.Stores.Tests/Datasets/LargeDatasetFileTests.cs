using System.Diagnostics;
using System.Text;
using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Datasets;

[Collection(nameof(WholeProcess))]
public sealed class LargeDatasetFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ALargeFileIsReadFastInBoundedMemory()
    {
        string path = _folder["large.csv"];
        byte[] line = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 10_000).Select(i => FormattableString.Invariant(
            $"{i},{i * 0.37:0.0000},some text of a row,{i % 7},{(i % 2 == 0 ? "true" : "false")},2026-01-{1 + (i % 28):00}\n"))));
        using (FileStream stream = File.Create(path))
        {
            stream.Write("id,x,text,n,flag,day\n"u8);
            for (int i = 0; i < 400; i++)
            {
                stream.Write(line);
            }
        }

        long size = new FileInfo(path).Length;
        long before = GC.GetTotalAllocatedBytes();
        Stopwatch clock = Stopwatch.StartNew();
        RunInput input = DatasetFile.Describe(path);
        double rate = size / 1e6 / clock.Elapsed.TotalSeconds;
        TestContext.Current.SendDiagnosticMessage("{0:0} MB at {1:0} MB/s", size / 1e6, rate);
        Assert.Equal("""{"num_rows": 4000000, "num_elements": 24000000}""", input.Profile);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 30_000_000, "memory");
        Assert.True(rate > 10, $"{rate:0} MB/s");
    }
}
