namespace MlTrack.Bench.Measures;

/// <summary>Every measure, in the order of the table.</summary>
internal static class AllMeasures
{
    public static readonly IReadOnlyList<IMeasure> List =
    [
        new ImportMeasure(),
        new FirstCommandMeasure(),
        new OneMetricMeasure(),
        new ManyMetricsMeasure(),
        new GetRunMeasure(),
        new ListMeasure(),
        new StatementsMeasure(),
        new MemoryMeasure(),
        new FilterMeasure(),
        new NewestMeasure(),
        new TableMeasure(),
        new PropertyMeasure(),
        new ArtifactsMeasure(),
        new RegistryMeasure(),
        new BigFileMeasure(),
        new CsvMeasure(),
        new GrowthMeasure(),
        new DatabaseMeasure(),
        new ServerMeasure(),
        new ServerFilesMeasure(),
    ];
}
