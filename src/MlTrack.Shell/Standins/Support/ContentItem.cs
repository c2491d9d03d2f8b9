using System.Management.Automation;
using System.Management.Automation.Provider;

namespace MlTrack.Shell.Standins.Support;

/// <summary>A file whose content is read or written, and what is told of it with each line.</summary>
internal sealed class ContentItem : IDisposable
{
    private readonly List<PSNoteProperty> _notes;

    public ContentItem(string path, PathInfo? info, SessionState session, IContentReader? reader, IContentWriter? writer)
    {
        Reader = reader;
        Writer = writer;
        _notes = NotesFor(path, info, session);
    }

    /// <summary>Reads it, where that is wanted.</summary>
    public IContentReader? Reader { get; }

    /// <summary>Writes it, where that is wanted.</summary>
    public IContentWriter? Writer { get; }

    /// <summary>Tells a piece of content where it comes from.</summary>
    /// <param name="content">The content.</param>
    /// <param name="readCount">How many lines were read so far.</param>
    /// <returns>The content, with notes.</returns>
    public PSObject WithNotes(object content, long readCount)
    {
        PSObject result = PSObject.AsPSObject(content);
        foreach (PSNoteProperty note in _notes)
        {
            result.Properties.Add(new PSNoteProperty(note.Name, note.Value), preValidated: true);
        }

        result.Properties.Add(new PSNoteProperty("ReadCount", readCount), preValidated: true);
        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Writer?.Close();
        Writer?.Dispose();
        Reader?.Close();
        Reader?.Dispose();
    }

    private static List<PSNoteProperty> NotesFor(string path, PathInfo? info, SessionState session)
    {
        List<PSNoteProperty> notes =
        [
            new("PSPath", path),
            new("PSParentPath", session.Path.ParseParent(path, info?.Drive?.Root ?? string.Empty)),
            new("PSChildName", session.Path.ParseChildName(path)),
        ];
        if (info?.Drive is not null)
        {
            notes.Add(new PSNoteProperty("PSDrive", info.Drive));
        }

        notes.Add(new PSNoteProperty("PSProvider", info?.Provider));
        return notes;
    }
}
