using System.Globalization;
using System.Text;

namespace MlTrack.Stores.ModelFormat;

/// <summary>
/// Writes examples as Python's json.dumps does: 2.0 stays 2.0, what is no number in a table is NaN, bytes are base64 in lines of 76 with a
/// line break at the end.
/// </summary>
internal sealed class ExampleText
{
    private const int Base64Line = 57;

    private readonly StringBuilder _text = new();
    private readonly bool _isIndented;
    private readonly bool _isTensor;

    private ExampleText(bool isIndented, bool isTensor) => (_isIndented, _isTensor) = (isIndented, isTensor);

    /// <summary>Writes an example.</summary>
    /// <param name="value">Plain values.</param>
    /// <param name="isTensor">Whether it is a tensor, in which what is no number is null.</param>
    /// <param name="isIndented">Whether to lay it out in lines, indented by 2.</param>
    /// <returns>JSON, but for NaN and Infinity.</returns>
    public static string Write(object? value, bool isTensor, bool isIndented)
    {
        ExampleText writer = new(isIndented, isTensor);
        writer.Add(value, 0);
        return writer._text.ToString();
    }

    /// <summary>The form in which times are written that stand together: with a fraction if one of them has it.</summary>
    /// <param name="times">The times.</param>
    /// <returns>The format.</returns>
    public static string TimeFormat(IEnumerable<DateTime> times) =>
        times.Any(time => time.Ticks % TimeSpan.TicksPerSecond != 0) ? "yyyy-MM-ddTHH:mm:ss.ffffff" : "yyyy-MM-ddTHH:mm:ss";

    private void Add(object? value, int level)
    {
        switch (value)
        {
            case ExampleObject item:
                AddAll('{', '}', item.Names, level, name =>
                {
                    _text.Append(PlainJson.Quote(name)).Append(": ");
                    Add(item[name], level + 1);
                });
                break;
            case List<object?> list:
                AddAll('[', ']', list, level, element => Add(element, level + 1));
                break;
            case byte[] bytes when _isTensor:
                AddAll('[', ']', bytes, level, element => Add(element, level + 1));
                break;
            default:
                _text.Append(Simple(value));
                break;
        }
    }

    private void AddAll<T>(char open, char close, IReadOnlyCollection<T> items, int level, Action<T> add)
    {
        _text.Append(open);
        string separator = "";
        foreach (T item in items)
        {
            _text.Append(separator);
            Break(level + 1);
            add(item);
            separator = _isIndented ? "," : ", ";
        }

        if (items.Count > 0)
        {
            Break(level);
        }

        _text.Append(close);
    }

    private void Break(int level)
    {
        if (_isIndented)
        {
            _text.Append('\n').Append(' ', level * 2);
        }
    }

    private string Simple(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string text => PlainJson.Quote(text),
        double real => Real(real, real.ToString("R", CultureInfo.InvariantCulture)),
        float real => Real(real, real.ToString("R", CultureInfo.InvariantCulture)),
        DateTime time => PlainJson.Quote(time.ToString(TimeFormat([time]), CultureInfo.InvariantCulture)),
        byte[] bytes => PlainJson.Quote(Base64(bytes)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private string Real(double value, string text) =>
        double.IsNaN(value) ? (_isTensor ? "null" : "NaN")
        : double.IsInfinity(value) ? (value > 0 ? "Infinity" : "-Infinity")
        : text.Contains('.', StringComparison.Ordinal) || text.Contains('E', StringComparison.Ordinal) ? text.Replace('E', 'e')
        : text + ".0";

    private static string Base64(byte[] bytes) =>
        string.Concat(bytes.Chunk(Base64Line).Select(line => Convert.ToBase64String(line) + "\n"));
}
