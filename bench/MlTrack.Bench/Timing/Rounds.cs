namespace MlTrack.Bench.Timing;

/// <summary>
/// Lets contenders take turns: one round each to warm up, then as many as asked for, beginning with another one each time, so that what
/// else the machine does falls on all of them.
/// </summary>
internal sealed class Rounds(int repeat)
{
    private readonly List<Contender> _contenders = [];

    /// <summary>Adds a contender.</summary>
    /// <param name="round">Does a round and answers the milliseconds of each operation.</param>
    /// <param name="atMost">The most rounds it gets, for one that takes long.</param>
    /// <returns>Gives its numbers after <see cref="Run"/>.</returns>
    public Func<Sample> Add(Func<Turn> round, int atMost = int.MaxValue)
    {
        Contender contender = new(round, Math.Min(repeat, atMost));
        _contenders.Add(contender);
        return () => contender.Missing is { } why ? Sample.None(why) : Sample.Of(contender.Numbers, contender.Worked);
    }

    /// <summary>Adds a contender that may not be there.</summary>
    public Func<Sample> Add<T>(T? host, Func<T, Turn> round, int atMost = int.MaxValue)
        where T : class => host is null ? () => Sample.None("absent") : Add(() => round(host), atMost);

    public void Run()
    {
        foreach (Contender contender in _contenders)
        {
            contender.Do(keep: false);
        }

        for (int round = 0; round < repeat; round++)
        {
            for (int i = 0; i < _contenders.Count; i++)
            {
                Contender contender = _contenders[(i + round) % _contenders.Count];
                if (round < contender.Rounds)
                {
                    contender.Do(keep: true);
                }
            }
        }
    }

    private sealed class Contender(Func<Turn> round, int rounds)
    {
        public int Rounds => rounds;

        public List<double> Numbers { get; } = [];

        public List<double> Worked { get; } = [];

        public string? Missing { get; private set; }

        public void Do(bool keep)
        {
            if (Missing is not null)
            {
                return;
            }

            try
            {
                Turn turn = round();
                if (keep)
                {
                    Numbers.AddRange(turn.Numbers);
                    Worked.Add(turn.Worked);
                }
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // One contender's failure is an entry of the table; the others go on.
                Missing = $"failed: {error.Message}";
                Console.Error.WriteLine(error);
            }
        }
    }
}
