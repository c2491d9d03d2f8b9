using System.Runtime.CompilerServices;
using Polly;
using Polly.Retry;

namespace MlTrack.Stores.Rest;

/// <summary>
/// Repeats what failed and may work the next time: exponential waits with jitter, or as long as the server asks. Entered only after a
/// first failure, so that a healthy server costs no start of the library behind it.
/// </summary>
internal static class RestRetry
{
    // Nobody answers: a restart takes a few seconds, and a wrong address is wrong for ever.
    private const int MostUnreachable = 3;

    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_longestAsked = TimeSpan.FromSeconds(60);

    /// <summary>Goes on after a first failure.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="settings">How often, and how long to wait.</param>
    /// <param name="call">The request.</param>
    /// <param name="first">The failure.</param>
    /// <param name="attempt">Tries again; is told whether an earlier attempt may have reached the server.</param>
    /// <param name="cancellationToken">Stops the waiting at once.</param>
    /// <returns>The answer of the first attempt that got one.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Run<T>(
        RestSettings settings, RestCall call, TransientFailure first, Func<bool, CancellationToken, T> attempt, CancellationToken cancellationToken)
    {
        bool arrived = first.MayHaveArrived;
        bool isFirst = true;
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Exception is TransientFailure failure && IsWorthwhile(call, failure, args.AttemptNumber)),
                MaxRetryAttempts = settings.MaximumRetryCount,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = settings.Backoff,
                MaxDelay = s_longestWait,
                DelayGenerator = args => ValueTask.FromResult((args.Outcome.Exception as TransientFailure)?.RetryAfter),
            })
            .Build();
        return pipeline.Execute(
            token =>
            {
                if (isFirst)
                {
                    isFirst = false;
                    throw first;
                }

                try
                {
                    return attempt(arrived, token);
                }
                catch (TransientFailure failure)
                {
                    arrived |= failure.MayHaveArrived;
                    throw;
                }
            },
            cancellationToken);
    }

    private static bool IsWorthwhile(RestCall call, TransientFailure failure, int attempt) =>
        !failure.IsTimeout
        && (call.MayRepeat || !failure.MayHaveArrived)
        && (!failure.IsUnreachable || attempt < MostUnreachable)
        && !(failure.RetryAfter > s_longestAsked);
}
