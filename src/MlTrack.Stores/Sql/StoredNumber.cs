namespace MlTrack.Stores.Sql;

/// <summary>How MLflow keeps a double: NaN as 0 with a flag, infinities as the greatest finite numbers.</summary>
internal readonly record struct StoredNumber(double Value, long IsNaN)
{
    public static StoredNumber Write(double value) =>
        double.IsNaN(value) ? new(0, 1) : new(Math.Clamp(value, double.MinValue, double.MaxValue), 0);

    public static double Read(double value, long isNaN) => isNaN != 0 ? double.NaN : value;
}
