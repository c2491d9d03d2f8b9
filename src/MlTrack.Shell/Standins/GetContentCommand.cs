using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Provider;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Get-Content.</summary>
[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = ByPath)]
public sealed class GetContentCommand : ContentCmdlet
{
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long ReadCount { get; set; } = 1;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, long.MaxValue)]
    [Alias("First", "Head")]
    public long TotalCount { get; set; } = -1;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    [Alias("Last")]
    public int Tail { get; set; } = -1;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (TotalCount != -1 && Tail != -1)
        {
            WriteError(NewError(
                "The parameters TotalCount and Tail cannot be used together. Specify only one of the parameters.",
                "TailAndHeadCannotCoexist",
                ErrorCategory.InvalidOperation,
                null));
            return;
        }

        if (TotalCount == 0)
        {
            return;
        }

        ProviderContext context = NewContext();
        foreach (PathInfo info in Paths.SelectMany(path => ResolvePath(path, context)).ToList())
        {
            Collection<IContentReader> readers = [];
            string path = IsLiteral ? info.Path : WildcardPattern.Escape(info.Path);
            Try(() => readers = context.Call<Collection<IContentReader>>(InvokeProvider.Content, "GetReader", path, context));
            if (readers is [{ } reader])
            {
                ContentItem item = Keep(new ContentItem(info.Path, info, SessionState, reader, writer: null));
                if (Tail >= 0)
                {
                    ReadTail(item);
                }
                else
                {
                    ReadAll(item);
                }
            }
        }

        CloseAll();
    }

    private protected override object? GetProviderParameters(ProviderContext context) =>
        context.Call<object?>(InvokeProvider.Content, "GetContentReaderDynamicParameters", FirstPath, context);

    private void ReadAll(ContentItem item)
    {
        long read = 0;
        while (TotalCount < 0 || read < TotalCount)
        {
            long count = ReadCount;
            if (TotalCount > 0 && (count == 0 || TotalCount - read < count))
            {
                count = TotalCount - read;
            }

            IList lines = item.Reader!.Read(count);
            if (lines.Count == 0)
            {
                return;
            }

            read += lines.Count;
            WriteObject(item.WithNotes(ReadCount == 1 ? lines[0]! : lines, read));
        }
    }

    private void ReadTail(ContentItem item)
    {
        Queue<object> last = new();
        for (IList lines = item.Reader!.Read(1); lines.Count > 0; lines = item.Reader.Read(1))
        {
            last.Enqueue(lines[0]!);
            if (last.Count > Tail)
            {
                last.Dequeue();
            }
        }

        int size = ReadCount <= 0 ? Math.Max(last.Count, 1) : (int)Math.Min(ReadCount, int.MaxValue);
        long read = 0;
        foreach (object[] lines in last.Chunk(size))
        {
            read += lines.Length;
            WriteObject(item.WithNotes(ReadCount == 1 ? lines[0] : lines, read));
        }
    }
}
