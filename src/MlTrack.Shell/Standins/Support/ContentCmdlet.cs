using System.Management.Automation;

namespace MlTrack.Shell.Standins.Support;

/// <summary>What commands take that read or write the content of items; -Encoding and its like come from the provider.</summary>
[NotInStandin("Credential")]
public abstract class ContentCmdlet : PathCmdlet, IDisposable
{
    private protected const string ByPath = "Path";

    private readonly List<ContentItem> _items = [];

    [Parameter(Position = 0, ParameterSetName = ByPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    [Parameter]
    public string? Filter { get; set; }

    [Parameter]
    public string[]? Include { get; set; }

    [Parameter]
    public string[]? Exclude { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Credential { get; set; }

    private protected override bool IsLiteral => LiteralPath is not null;

    private protected override bool IsForced => Force;

    private protected override ItemFilter Filters => new(Include, Exclude, Filter);

    private protected IReadOnlyList<ContentItem> Items => _items;

    private protected string[] Paths => LiteralPath ?? Path ?? [];

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => CloseAll();

    /// <summary>Closes what is open.</summary>
    /// <param name="disposing">Whether by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            CloseAll();
        }
    }

    private protected ContentItem Keep(ContentItem item)
    {
        _items.Add(item);
        return item;
    }

    private protected void CloseAll()
    {
        // The list is emptied first: closing may fail, and is not to be tried again then.
        ContentItem[] items = [.. _items];
        _items.Clear();
        foreach (ContentItem item in items)
        {
            item.Dispose();
        }
    }

    private protected string FirstPath => Paths is [{ } first, ..] ? first : ".";
}
