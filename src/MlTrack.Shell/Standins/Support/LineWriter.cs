using System.Globalization;
using System.Text;

namespace MlTrack.Shell.Standins.Support;

/// <summary>Hands on what is written to it, line by line.</summary>
internal sealed class LineWriter : TextWriter
{
    private readonly Action<string> _onLine;
    private readonly StringBuilder _line = new();

    public LineWriter(Action<string> onLine)
        : base(CultureInfo.CurrentCulture) => _onLine = onLine;

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.Unicode;

    /// <inheritdoc/>
    public override void Write(char value) => _line.Append(value);

    /// <inheritdoc/>
    public override void Write(string? value) => _line.Append(value);

    /// <inheritdoc/>
    public override void WriteLine()
    {
        string line = _line.ToString();
        _line.Clear();
        _onLine(line);
    }

    /// <inheritdoc/>
    public override void WriteLine(string? value)
    {
        _line.Append(value);
        WriteLine();
    }

    /// <summary>Hands on what is left without a line break.</summary>
    public override void Flush()
    {
        if (_line.Length > 0)
        {
            WriteLine();
        }
    }
}
