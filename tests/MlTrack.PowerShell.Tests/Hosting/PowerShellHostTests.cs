// The connection belongs to the process: two tests at once would share it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace MlTrack.Tests.Hosting;

public sealed class PowerShellHostTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void The_module_is_there_and_its_types_resolve()
    {
        Assert.Equal("MlTrack.MlRun", _host.Get("[MlTrack.MlRun].FullName").Single().ToString());
        Assert.Equal(_host.Folder, _host.Get("$ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath").Single().ToString());
    }

    [Fact]
    public void Errors_of_both_kinds_are_told_apart()
    {
        ScriptResult result = _host.Run("$input | ForEach-Object { $_ }; throw 'no'", 1, 2);
        Assert.Equal(2, result.Output.Count);
        Assert.Equal("no", result.TerminatingId);
    }
}
