using System.Management.Automation.Host;
using MlTrack.Shell.Engine;

namespace MlTrack.Shell.Hosting;

/// <summary>The console's size and the width of its characters; the rest of a console is not offered.</summary>
public sealed class ShellRawUserInterface : PSHostRawUserInterface
{
    private const int DefaultWidth = 120;
    private const int DefaultHeight = 50;

    /// <inheritdoc/>
    public override ConsoleColor ForegroundColor { get; set; } = (ConsoleColor)(-1);

    /// <inheritdoc/>
    public override ConsoleColor BackgroundColor { get; set; } = (ConsoleColor)(-1);

    /// <inheritdoc/>
    public override Size BufferSize
    {
        get => GetSize();
        set => throw NoConsole();
    }

    /// <inheritdoc/>
    public override Size WindowSize
    {
        get => GetSize();
        set => throw NoConsole();
    }

    /// <inheritdoc/>
    public override Size MaxPhysicalWindowSize => GetSize();

    /// <inheritdoc/>
    public override Size MaxWindowSize => GetSize();

    /// <inheritdoc/>
    public override Coordinates CursorPosition
    {
        get => new(0, 0);
        set => throw NoConsole();
    }

    /// <inheritdoc/>
    public override int CursorSize { get; set; } = 25;

    /// <inheritdoc/>
    public override bool KeyAvailable => false;

    /// <inheritdoc/>
    public override Coordinates WindowPosition { get; set; }

    /// <inheritdoc/>
    public override string WindowTitle { get; set; } = "MlTrack";

    /// <inheritdoc/>
    public override void FlushInputBuffer()
    {
    }

    /// <inheritdoc/>
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NoConsole();

    /// <inheritdoc/>
    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NoConsole();

    /// <inheritdoc/>
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw NoConsole();

    /// <inheritdoc/>
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NoConsole();

    /// <inheritdoc/>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NoConsole();

    /// <inheritdoc/>
    public override int LengthInBufferCells(char source) => EngineInternals.CellsOf(source);

    /// <inheritdoc/>
    public override int LengthInBufferCells(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Sum(EngineInternals.CellsOf);
    }

    private static Size GetSize()
    {
        // A file or a pipe has no width: tables get the one that fits most screens.
        if (Console.IsOutputRedirected)
        {
            return new Size(DefaultWidth, DefaultHeight);
        }

        int width = Console.WindowWidth;
        int height = Console.WindowHeight;
        return new Size(width > 0 ? width : DefaultWidth, height > 0 ? height : DefaultHeight);
    }

    private static NotSupportedException NoConsole() => new("This host writes lines: it has no console buffer to read or to change.");
}
