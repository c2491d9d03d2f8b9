using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using MlTrack.Stores;

namespace MlTrack.Abstractions;

/// <summary>Shows how far a transfer has come: only when it takes longer than a second, five times a second at most, and always completed.</summary>
/// <param name="cmdlet">The cmdlet, whose pipeline thread transfers.</param>
/// <param name="activity">What is going on.</param>
internal sealed class TransferProgress(Cmdlet cmdlet, string activity) : IProgress<ArtifactProgress>, IDisposable
{
    // The module's own, so that it doesn't overwrite a script's bar (ids count up from 0 by habit).
    private const int ActivityId = 0x4D6C;
    private const long Patience = 1000;
    private const long Interval = 200;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _next = Patience;
    private bool _isShown;

    /// <summary>The files that were transferred so far.</summary>
    public long Files { get; private set; }

    /// <inheritdoc/>
    public void Report(ArtifactProgress value)
    {
        Files = value.FilesDone;
        if (_clock.ElapsedMilliseconds < _next)
        {
            return;
        }

        _next = _clock.ElapsedMilliseconds + Interval;
        _isShown = true;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, Status(value))
        {
            CurrentOperation = value.Path,
            PercentComplete = value.BytesTotal is > 0 and { } total ? (int)Math.Min(100, value.BytesDone * 100.0 / total) : -1,
            SecondsRemaining = SecondsLeft(value, _clock.Elapsed),
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isShown)
        {
            _isShown = false;
            try
            {
                cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed });
            }
            catch (PipelineStoppedException)
            {
                // A stopped pipeline takes nothing any more, and its host clears the bar by itself.
            }
        }
    }

    /// <summary>How long the rest takes at the speed so far, in seconds; -1 if that isn't known.</summary>
    internal static int SecondsLeft(ArtifactProgress value, TimeSpan elapsed) =>
        value is { BytesTotal: { } total, BytesDone: > 0 } && total > value.BytesDone
            ? (int)Math.Min(int.MaxValue, Math.Ceiling((total - value.BytesDone) * elapsed.TotalSeconds / value.BytesDone))
            : -1;

    private static string Status(ArtifactProgress value) => value.BytesTotal is { } total
        ? string.Create(CultureInfo.InvariantCulture, $"{value.FilesDone} files, {MiB(value.BytesDone):0.0} of {MiB(total):0.0} MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{value.FilesDone} files, {MiB(value.BytesDone):0.0} MiB");

    private static double MiB(long bytes) => bytes / 1048576.0;
}
