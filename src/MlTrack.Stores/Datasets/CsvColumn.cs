using System.Globalization;

namespace MlTrack.Stores;

/// <summary>
/// A column of a CSV file, whose type shows with each value: what pandas makes of it, in MLflow's words (boolean, long, double, string).
/// </summary>
/// <param name="name">The name.</param>
internal sealed class CsvColumn(string name)
{
    // pandas 2: what read_csv takes for a missing value.
    private static readonly HashSet<string> s_missing = new(StringComparer.Ordinal)
    {
        "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN",
        "None", "n/a", "nan", "null",
    };

    private bool _isInteger = true;
    private bool _isReal = true;
    private bool _isBoolean = true;
    private bool _hasValue;

    /// <summary>The name.</summary>
    public string Name => name;

    /// <summary>Whether every value that was seen is there.</summary>
    public bool IsRequired { get; private set; } = true;

    /// <summary>MLflow's word for the type. Whole numbers with gaps are double, as in pandas, and so is a column without any value.</summary>
    public string Type => !_hasValue ? "double"
        : _isBoolean ? "boolean"
        : _isInteger && IsRequired ? "long"
        : _isReal ? "double"
        : "string";

    /// <summary>Looks at a value.</summary>
    /// <param name="value">The field's text, without its quotes.</param>
    public void Add(string value)
    {
        if (s_missing.Contains(value))
        {
            IsRequired = false;
            return;
        }

        _hasValue = true;
        _isBoolean = _isBoolean && value is ("True" or "TRUE" or "true" or "False" or "FALSE" or "false");
        if (_isReal)
        {
            _isInteger = _isInteger && long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);
            _isReal = _isInteger || MlNumber.TryParse(value, out _);
        }
    }
}
