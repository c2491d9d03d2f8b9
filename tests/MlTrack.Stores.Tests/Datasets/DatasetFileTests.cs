using System.Data;
using System.Text;
using System.Text.Json;
using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Datasets;

public sealed class DatasetFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CsvFileIsDescribedAsPandasSeesIt()
    {
        RunInput input = Describe(
            "a.csv", "id,x,name,ok,gap,mixed,empty,big\n1,0.5,a,True,1,1,,99999999999999999999\n-2,1e-3,b,false,,x,,1\n3,nan,\"c, \"\"d\"\"\",TRUE,3,2,,2\n");
        Assert.Equal(("a", "local"), (input.Name, input.SourceType));
        Assert.Equal(_folder["a.csv"], JsonDocument.Parse(input.Source).RootElement.GetProperty("uri").GetString());
        Assert.Equal("""{"num_rows": 3, "num_elements": 24}""", input.Profile);
        Assert.Equal(
            "long id true|double x false|string name true|boolean ok true|double gap false|string mixed true|double empty false|string big true",
            Columns(input));
        Assert.StartsWith("{\"mlflow_colspec\": [{\"type\": \"long\", \"name\": \"id\", \"required\": true}, ", input.Schema, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{8}$", input.Digest);
    }

    [Theory]
    [InlineData("a\n1\n2\n", 2)]
    [InlineData("a\n1\n2", 2)]
    [InlineData("a\r\n1\r\n\r\n2\r\n", 2)]
    [InlineData("a\n\n\n1\n\n", 1)]
    [InlineData("a\n\"two\nlines\"\n\"x\"\"y\n\"\"z\"\n3", 3)]
    [InlineData("a,b\n5\" pipe,1\n6\" pipe,2\n", 2)]
    [InlineData("a", 0)]
    [InlineData("a,b\r1,x\r2,y\r", 2)]
    [InlineData("a\r\r1\r\r2", 2)]
    [InlineData("a,b\n1,x\r\n2,y\r3,z", 3)]
    [InlineData("a,b\r1,\"x\ry\"\r2,z", 2)]
    public void RecordsAreCountedWhateverTheQuotes(string content, int rows) =>
        Assert.Equal(rows, JsonDocument.Parse(Describe("a.csv", content).Profile!).RootElement.GetProperty("num_rows").GetInt32());

    [Theory]
    [InlineData("a.csv", "x;y\n1;2\n", "long x true|long y true")]
    [InlineData("a.csv", "x|y\n1|a\n", "long x true|string y true")]
    [InlineData("a.tsv", "x,1\ty\n1\t2\n", "long x,1 true|long y true")]
    [InlineData("a.csv", "x,x,,x\n1,2,3,4\n", "long x true|long x.1 true|long Unnamed: 2 true|long x.2 true")]
    [InlineData("a.csv", "\ufeffx,y\n1,2\n", "long x true|long y true")]
    [InlineData("a.csv", "x,y\n1\n2,3\n", "long x true|double y false")]
    [InlineData("a.csv", "\"a,b\",\"ü\"\n1,\"2\"\n", "long a,b true|long ü true")]
    [InlineData("a.csv", "x\nNA\nnull\n", "double x false")]
    [InlineData("a.csv", "x,y\n", "string x true|string y true")]
    [InlineData("a.csv", "x,y", "string x true|string y true")]
    [InlineData("a.csv", "x,y\n,\n", "double x false|double y false")]
    [InlineData("a.csv", "x;y\r1;a\r", "long x true|string y true")]
    [InlineData("a.csv", "x\ntRUE\nFALSE\n", "boolean x true")]
    [InlineData("a.csv", "x,y\n\"1\"\"\",\"2\"\n\"a\"b,3\n", "string x true|long y true")]
    [InlineData("a.csv", "x,y\n9223372036854775807,-9223372036854775809\n-9223372036854775808,1\n", "long x true|string y true")]
    [InlineData("a.csv", "x,y,z\n9223372036854775808,18446744073709551616,9223372036854775808\n1,1,-1\n", "double x true|string y true|string z true")]
    [InlineData("a.csv", "x,y\n9223372036854775808,1.5\n,99999999999999999999\n", "string x false|double y true")]
    public void ColumnsAreFound(string name, string content, string columns) => Assert.Equal(columns, Columns(Describe(name, content)));

    [Fact]
    public void PiecesMeetAnywhere()
    {
        // Each field has a quote, a line break or a delimiter where pieces of any size come together.
        StringBuilder content = new("id,text\n");
        for (int i = 0; i < 2000; i++)
        {
            content.Append(i).Append(",\"a \"\"quoted\"\"\nline, ").Append(i).Append("\"\r\n");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(content.ToString());
        foreach (int size in new[] { 1, 2, 3, 7, 64, 1000 })
        {
            List<string> picked = [];
            CsvScanner scanner = new((byte)',', record => picked.Add(Encoding.UTF8.GetString(record.Span)));
            for (int i = 0; i < bytes.Length; i += size)
            {
                scanner.Append(bytes.AsSpan(i, Math.Min(size, bytes.Length - i)));
            }

            scanner.Finish();
            Assert.Equal(2001, scanner.Records);
            Assert.Equal("id,text", picked[0]);
            Assert.Equal("7,\"a \"\"quoted\"\"\nline, 7\"", picked[8]);
        }
    }

    [Fact]
    public void ASmallFileIsReadInFull()
    {
        string numbers = string.Concat(Enumerable.Range(0, 1500).Select(i => FormattableString.Invariant($"{i},{i}.5,true\n")));
        Assert.Equal("long x true|double y true|boolean z true", Columns(Describe("a.csv", "x,y,z\n" + numbers)));
        Assert.Equal("string x true|string y true|string z true", Columns(Describe("a.csv", "x,y,z\n" + numbers + "a,b,c\n")));
        Assert.Equal("double x false|double y false|boolean z false", Columns(Describe("a.csv", "x,y,z\n" + numbers + ",,\n")));
    }

    [Theory]
    [InlineData("a\n\"never closed\n1\n2\n", 2)]
    [InlineData("a,b\n1,2\n\n3,\"4", 4)]
    [InlineData("a,b\r1,\"x\ry\"\r2,\"z\"\"", 4)]
    [InlineData("\ufeff\"a,b\r\n1,2\r\n", 1)]
    [InlineData("a,b\r\n1,2\r\n3,\"x\r\n", 3)]
    public void AQuoteThatIsNeverClosedIsAnErrorWithItsLine(string content, int line)
    {
        MlException open = Assert.Throws<MlException>(() => Describe("a.csv", content));
        Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Value), (open.ErrorCode, open.Entity));
        Assert.Contains($"in line {line} ", open.Message, StringComparison.Ordinal);
        Assert.Equal(open.Message, Assert.Throws<MlException>(() => DatasetFile.ReadTable(_folder["a.csv"])).Message);
    }

    [Fact]
    public void ATableHasTheTypesOfTheDescription()
    {
        Describe("a.csv", "id;x;name;ok;gap;X\n1;0.5;a;True;1;2\n-2;nan;;false;;3\n");
        using DataTable table = DatasetFile.ReadTable(_folder["a.csv"]);
        Assert.Equal(
            "id Int64|x Double|name String|ok Boolean|gap Double|X Int64",
            string.Join('|', table.Columns.Cast<DataColumn>().Select(column => $"{column.ColumnName} {column.DataType.Name}")));
        Assert.Equal([1L, 0.5, "a", true, 1.0, 2L], table.Rows[0].ItemArray);
        Assert.Equal([-2L, DBNull.Value, DBNull.Value, false, DBNull.Value, 3L], table.Rows[1].ItemArray);
        Assert.Equal(MlErrorCode.ResourceDoesNotExist, Assert.Throws<MlException>(() => DatasetFile.ReadTable(_folder["none.csv"])).ErrorCode);
    }

    [Fact]
    public void ATypeThatChangesLateIsNoticed()
    {
        StringBuilder content = new("x\n");
        for (int i = 0; i < 2_000_000; i++)
        {
            content.Append(i).Append(i > 1_000_000 ? ".5\n" : "\n");
        }

        Assert.Equal("double x true", Columns(Describe("a.csv", content.ToString())));
    }

    [Fact]
    public void SameContentHasTheSameDigestAndOtherContentAnother()
    {
        string first = Describe("a.csv", "a\n1\n").Digest;
        Assert.Equal(first, Describe("b.csv", "a\n1\n").Digest);
        Assert.NotEqual(first, Describe("a.csv", "a\n2\n").Digest);
        Assert.Equal("e3b0c442", Describe("empty.bin", "").Digest);
    }

    [Fact]
    public void OtherFilesAndFoldersHaveADigestAndASize()
    {
        RunInput file = Describe("weights.bin", "12345");
        Assert.Equal(("weights", """{"size_bytes": 5}""", null), (file.Name, file.Profile, file.Schema));
        Directory.CreateDirectory(_folder["images/sub"]);
        File.WriteAllText(_folder["images/a.png"], "1");
        File.WriteAllText(_folder["images/sub/b.png"], "22");
        RunInput folder = DatasetFile.Describe(_folder["images"] + "/");
        Assert.Equal(("images", """{"num_files": 2, "size_bytes": 3}"""), (folder.Name, folder.Profile));
        File.Move(_folder["images/a.png"], _folder["images/c.png"]);
        Assert.NotEqual(folder.Digest, DatasetFile.Describe(_folder["images"]).Digest);
    }

    [Fact]
    public void WhatCannotBeReadIsAnError()
    {
        MlException missing = Assert.Throws<MlException>(() => DatasetFile.Describe(_folder["none.csv"]));
        Assert.Equal((MlErrorCode.ResourceDoesNotExist, MlEntity.Path), (missing.ErrorCode, missing.Entity));
        File.WriteAllText(_folder["wide.csv"], "a,b\n1,2\n", Encoding.Unicode);
        Assert.Equal(MlErrorCode.InvalidParameterValue, Assert.Throws<MlException>(() => DatasetFile.Describe(_folder["wide.csv"])).ErrorCode);
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Describe("a.csv", "a\n1\n");
        Assert.Throws<OperationCanceledException>(() => DatasetFile.Describe(_folder["a.csv"], null, stop.Token));
    }

    private RunInput Describe(string name, string content)
    {
        File.WriteAllText(_folder[name], content, new UTF8Encoding(false));
        return DatasetFile.Describe(_folder[name]);
    }

    private static string Columns(RunInput input) => string.Join(
        '|', JsonDocument.Parse(input.Schema!).RootElement.GetProperty("mlflow_colspec").EnumerateArray().Select(column =>
            $"{column.GetProperty("type").GetString()} {column.GetProperty("name").GetString()} {(column.GetProperty("required").GetBoolean() ? "true" : "false")}"));
}
