namespace MlTrack.Stores.Sql;

/// <summary>How MLflow keeps a double: NaN as 0 with a flag, infinities as the greatest finite numbers.</summary>
internal readonly record struct StoredNumber(double Value, bool IsNaN)
{
    public static StoredNumber Write(double value) =>
        double.IsNaN(value) ? new(0, true) : new(Math.Clamp(value, double.MinValue, double.MaxValue), false);

    public static double Read(double value, bool isNaN) => isNaN ? double.NaN : value;
}
