using System.Management.Automation.Runspaces;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace MlTrack.Shell.Standins.Support;

/// <summary>
/// Random numbers of one session. From a seed they come in the original's order, so that a script that sets one does the same in both
/// hosts: that order follows from how the bytes of a generator are turned into numbers.
/// </summary>
internal sealed class RandomNumbers
{
    private static readonly ConditionalWeakTable<Runspace, RandomNumbers> s_sessions = [];

    private readonly Random? _seeded;

    private RandomNumbers(int? seed) => _seeded = seed is null ? null : new Random(seed.Value);

    /// <summary>The numbers of a session, from a new seed if one is given.</summary>
    /// <param name="session">The session.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The numbers.</returns>
    public static RandomNumbers Of(Runspace session, int? seed)
    {
        if (seed is not null)
        {
            s_sessions.AddOrUpdate(session, new RandomNumbers(seed));
        }

        return s_sessions.GetValue(session, _ => new RandomNumbers(null));
    }

    /// <summary>A number.</summary>
    /// <param name="minimum">The smallest.</param>
    /// <param name="maximum">The first that is too large.</param>
    /// <returns>The number.</returns>
    public int Next(int minimum, int maximum)
    {
        long range = (long)maximum - minimum;
        if (range <= int.MaxValue)
        {
            return (int)(NextFraction() * range) + minimum;
        }

        double sample = ((double)SampleBelowLargest() + int.MaxValue) * (1.0 / (2 * (uint)int.MaxValue));
        return (int)((long)(sample * range) + minimum);
    }

    /// <summary>A number.</summary>
    /// <param name="minimum">The smallest.</param>
    /// <param name="maximum">The first that is too large.</param>
    /// <returns>The number.</returns>
    public long Next(long minimum, long maximum)
    {
        BigInteger range = (BigInteger)maximum - minimum;
        if (range <= int.MaxValue)
        {
            return minimum + Next(0, (int)range);
        }

        ulong width = (ulong)range;
        ulong mask = ulong.MaxValue >> BitOperations.LeadingZeroCount(width);
        ulong number;
        do
        {
            byte[] bytes = new byte[sizeof(ulong)];
            Fill(bytes);
            number = BitConverter.ToUInt64(bytes) & mask;
        }
        while (width <= number);

        return (long)((minimum * 1.0) + (number * 1.0));
    }

    /// <summary>A number.</summary>
    /// <param name="minimum">The smallest.</param>
    /// <param name="maximum">The first that is too large.</param>
    /// <returns>The number.</returns>
    public double Next(double minimum, double maximum)
    {
        double range = maximum - minimum;
        double number;
        do
        {
            double fraction = NextFraction();
            if (double.IsInfinity(range))
            {
                number = minimum + (fraction * maximum) - (fraction * minimum);
            }
            else
            {
                number = minimum + (fraction * range);
                range *= fraction;
            }
        }
        while (number >= maximum);

        return number;
    }

    private double NextFraction()
    {
        int sample = SampleBelowLargest();
        return (sample < 0 ? sample + int.MaxValue : sample) * (1.0 / int.MaxValue);
    }

    private int SampleBelowLargest()
    {
        byte[] bytes = new byte[sizeof(int)];
        int sample;
        do
        {
            Fill(bytes);
            sample = BitConverter.ToInt32(bytes);
        }
        while (sample == int.MaxValue);

        return sample;
    }

    private void Fill(byte[] bytes)
    {
        if (_seeded is null)
        {
            RandomNumberGenerator.Fill(bytes);
        }
        else
        {
            _seeded.NextBytes(bytes);
        }
    }
}
