using MlTrack.Bench.Reporting;

namespace MlTrack.Bench.Measures;

/// <summary>Something to measure: one or more rows of the table.</summary>
internal interface IMeasure
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>Whether 'all' means it too; false for what takes long.</summary>
    bool InAll => true;

    IEnumerable<ReportRow> Run(BenchContext context);
}
