namespace MlTrack.Bench.Data;

/// <summary>How much is in a data set. Two of one shape are equal to the byte of every value.</summary>
internal sealed record DataSetShape(int Runs, int Params, int Metrics, int Tags);
