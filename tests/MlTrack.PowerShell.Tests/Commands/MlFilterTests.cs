using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

/// <summary>Filters are built of what PowerShell has at hand, which is hardly ever a sequence of texts.</summary>
public sealed class MlFilterTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Find-MlRun -AllExperiments | ForEach-Object RunId")]
    [InlineData("(Find-MlRun).RunId")]
    [InlineData("@((Find-MlRun).RunId)")]
    [InlineData("[string[]](Find-MlRun).RunId")]
    [InlineData("[System.Collections.Generic.List[string]](Find-MlRun).RunId")]
    [InlineData("[System.Collections.ArrayList](Find-MlRun).RunId")]
    [InlineData("[System.Collections.Generic.HashSet[string]][string[]](Find-MlRun).RunId")]
    public void A_list_of_ids_finds_the_runs(string ids) => Assert.Equal("a b", _host.Get(
        $"'a', 'b' | ForEach-Object {{ Start-MlRun $_ {{ }} }}; $ids = {ids}; Start-MlRun c {{ }}; "
        + "(Find-MlRun \"run_id IN $([MlTrack.MlFilter]::QuoteList($ids))\" -OrderBy run_name).Name -join ' '").Single().ToString());

    [Theory]
    [InlineData("@('a', 'b')", "('a', 'b')")]
    [InlineData("'a'", "('a')")]
    [InlineData("@('a')", "('a')")]
    [InlineData("'a', 'b'", "('a', 'b')")]
    [InlineData("@(1, 2)", "('1', '2')")]
    [InlineData("@('it''s', $null)", @"('it\x27s', '')")]
    public void A_list_is_written(string texts, string expected)
    {
        Assert.Equal(expected, _host.Get($"$texts = {texts}; [MlTrack.MlFilter]::QuoteList($texts)").Single().ToString());
        Assert.Equal(expected, _host.Get($"[MlTrack.MlFilter]::QuoteList(({texts}))").Single().ToString());
    }

    [Theory]
    [InlineData("@()")]
    [InlineData("$null")]
    [InlineData("(Find-MlRun).RunId")]
    public void No_text_makes_no_list(string texts) => Assert.Contains(
        "A list in a filter needs at least one text", _host.Get(
            $"Set-StrictMode -Off; try {{ [MlTrack.MlFilter]::QuoteList({texts}) }} catch {{ $_.Exception.Message }}").Single().ToString(),
        StringComparison.Ordinal);
}
