using System.Globalization;

namespace MlTrack.Interop.Tests.Tools;

/// <summary>A double on its way through JSON: '0x' and its 16 digits, or 'nan'. Nothing is rounded, and -0.0 stays itself.</summary>
internal static class Bits
{
    public static string Of(double value) => double.IsNaN(value)
        ? "nan"
        : "0x" + BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);

    public static double ToDouble(string bits) => bits == "nan"
        ? double.NaN
        : BitConverter.UInt64BitsToDouble(ulong.Parse(bits.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
