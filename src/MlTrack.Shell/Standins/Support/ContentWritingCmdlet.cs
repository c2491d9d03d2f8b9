using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Provider;
using MlTrack.Shell.Engine;

namespace MlTrack.Shell.Standins.Support;

/// <summary>What commands do that write the content of items.</summary>
public abstract class ContentWritingCmdlet : ContentCmdlet
{
    private bool _isOpen;
    private bool _pathsArePiped;

    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? Value { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected abstract string Action { get; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _pathsArePiped = Path is not { Length: > 0 } && LiteralPath is not { Length: > 0 };
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_pathsArePiped)
        {
            CloseAll();
            _isOpen = false;
        }

        if (!_isOpen)
        {
            _isOpen = true;
            Open();
        }

        foreach (ContentItem item in Items)
        {
            IList written = item.Writer!.Write(Value ?? []);
            if (PassThru && written.Count > 0)
            {
                WriteObject(item.WithNotes(written, written.Count));
            }
        }

        if (_pathsArePiped)
        {
            CloseAll();
        }
    }

    private protected virtual void BeforeOpen(string path, ProviderContext context)
    {
    }

    private protected virtual void AfterOpen(IContentWriter writer)
    {
    }

    private protected override object? GetProviderParameters(ProviderContext context) =>
        context.Call<object?>(InvokeProvider.Content, "GetContentWriterDynamicParameters", FirstPath, context);

    private void Open()
    {
        ProviderContext context = NewContext();
        List<(string Path, PathInfo? Info)> targets = [.. Paths.SelectMany(path => Find(path, context))
            .Where(target => ShouldProcess($"Path: {target.Path}", Action))];
        foreach ((string path, _) in targets)
        {
            BeforeOpen(path, context);
        }

        foreach ((string path, PathInfo? info) in targets)
        {
            Collection<IContentWriter> writers = [];
            Try(() => writers = context.Call<Collection<IContentWriter>>(InvokeProvider.Content, "GetWriter", path, context));
            if (writers is [{ } writer])
            {
                AfterOpen(writer);
                Keep(new ContentItem(path, info, SessionState, reader: null, writer));
            }
        }
    }

    /// <summary>Finds the items that a path means; one without wildcards may be new.</summary>
    private List<(string Path, PathInfo? Info)> Find(string path, ProviderContext context)
    {
        bool isPattern = !IsLiteral && WildcardPattern.ContainsWildcardCharacters(path);
        List<(string, PathInfo?)> found = [];
        Try(() =>
        {
            try
            {
                Collection<PathInfo> infos = context.Call<Collection<PathInfo>>(SessionState.Path, "GetResolvedPSPathFromPSPath", path, context);
                found.AddRange(infos.Select(info => (info.Path, (PathInfo?)info)));
            }
            catch (ItemNotFoundException) when (!isPattern)
            {
                found.Add((GetUnresolvedProviderPathFromPSPath(path), null));
            }
        });
        if (found.Count == 0 && isPattern)
        {
            WriteError(new ErrorRecord(
                new ItemNotFoundException($"An object at the specified path {path} does not exist, or has been filtered by the -Include or -Exclude parameter."),
                "ItemNotFound",
                ErrorCategory.ObjectNotFound,
                Paths));
        }

        return found;
    }
}
