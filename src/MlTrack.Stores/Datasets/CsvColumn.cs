using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace MlTrack.Stores;

/// <summary>
/// A column of a CSV file, whose type shows with each value: what pandas makes of it, in MLflow's words (boolean, long, double, string).
/// </summary>
/// <param name="name">The name.</param>
internal sealed class CsvColumn(string name)
{
    private const int LongestMissing = 8;
    private const int LongestNumber = 100;

    // pandas 2: what read_csv takes for a missing value.
    private static readonly byte[][] s_missing =
    [
        .. "|#N/A|#N/A N/A|#NA|-1.#IND|-1.#QNAN|-NaN|-nan|1.#IND|1.#QNAN|<NA>|N/A|NA|NULL|NaN|None|n/a|nan|null"
            .Split('|').Select(Encoding.ASCII.GetBytes),
    ];

    private static readonly SearchValues<byte> s_ofWholes = SearchValues.Create("+-0123456789 "u8);

    private bool _isInteger = true;
    private bool _isUnsigned = true;
    private bool _isWhole = true;
    private bool _isReal = true;
    private bool _isBoolean = true;
    private bool _hasValue;

    /// <summary>The name.</summary>
    public string Name => name;

    /// <summary>Whether every value that was seen is there.</summary>
    public bool IsRequired { get; private set; } = true;

    /// <summary>
    /// MLflow's word for the type. Whole numbers with gaps are double, as in pandas, and so is a column without any value; one without any
    /// row is string. Whole numbers that no integer holds are texts to pandas, which keep their digits. Those that only an unsigned one
    /// holds are double: MLflow has no word for it, and takes it where a double is asked for.
    /// </summary>
    public string Type => !_hasValue ? (IsRequired ? "string" : "double")
        : _isBoolean ? "boolean"
        : _isInteger && IsRequired ? "long"
        : _isReal && !IsTooLong ? "double"
        : "string";

    private bool IsTooLong => _isWhole && !_isInteger && !(_isUnsigned && IsRequired);

    /// <summary>Looks at a value.</summary>
    /// <param name="value">The field, without its quotes.</param>
    public void Add(ReadOnlySpan<byte> value)
    {
        if (IsMissing(value))
        {
            IsRequired = false;
            return;
        }

        _hasValue = true;
        _isBoolean = _isBoolean && (Ascii.EqualsIgnoreCase(value, "true"u8) || Ascii.EqualsIgnoreCase(value, "false"u8));
        if (_isReal)
        {
            long whole = 0;
            bool isInteger = _isWhole && long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out whole);
            _isInteger = _isInteger && isInteger;
            _isUnsigned = _isUnsigned && (isInteger ? whole >= 0 : ulong.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _));
            _isWhole = _isWhole && (isInteger || value.IndexOfAnyExcept(s_ofWholes) < 0);
            _isReal = isInteger || IsReal(value);
        }
    }

    /// <summary>A value as an object of the column's type.</summary>
    /// <param name="value">The field, without its quotes.</param>
    /// <returns>A bool, a long, a double or a string; null for a missing one.</returns>
    public object? Read(string value) => IsMissing(Encoding.UTF8.GetBytes(value)) ? null : Type switch
    {
        "boolean" => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase),
        "long" => long.Parse(value, NumberStyles.Integer, CultureInfo.InvariantCulture),
        "double" => MlNumber.TryParse(value, out double real) ? real : null,
        _ => value,
    };

    /// <summary>The .NET type of what <see cref="Read"/> gives.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public Type NetType => Type switch
    {
        "boolean" => typeof(bool),
        "long" => typeof(long),
        "double" => typeof(double),
        _ => typeof(string),
    };

    private static bool IsMissing(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return true;
        }

        // No number ends as these words do.
        if (value.Length <= LongestMissing && value[^1] is (byte)'A' or (byte)'D' or (byte)'N' or (byte)'L' or (byte)'n' or (byte)'a' or (byte)'e' or (byte)'l' or (byte)'>')
        {
            foreach (byte[] word in s_missing)
            {
                if (value.SequenceEqual(word))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsReal(ReadOnlySpan<byte> value)
    {
        if (value.Length > LongestNumber)
        {
            return MlNumber.TryParse(Encoding.UTF8.GetString(value), out _);
        }

        Span<char> text = stackalloc char[LongestNumber];
        return MlNumber.TryParse(text[..Encoding.UTF8.GetChars(value, text)], out _);
    }
}
