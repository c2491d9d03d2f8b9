namespace MlTrack.Stores.Tests.Support;

/// <summary>The tests that measure the whole process; none of the others runs beside them.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;
