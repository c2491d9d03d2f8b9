namespace MlTrack.Bench.Timing;

/// <summary>What one round of a contender gave.</summary>
/// <param name="Numbers">The milliseconds of each operation (or whatever the row's unit is).</param>
/// <param name="Worked">The milliseconds that the processors worked for one operation; NaN where nobody looked.</param>
internal readonly record struct Turn(IReadOnlyList<double> Numbers, double Worked = double.NaN);
