using System.Text;

namespace MlTrack.Tests.Search;

/// <summary>Random and mutated filters, the same ones for the same seed.</summary>
internal sealed class FuzzText(int seed, string marker)
{
    private static readonly string[] s_pieces =
    [
        "metrics", "params", "tags", "attributes", "dataset", "metric", "run", "status", "run_id", "start_time", "name", "context", ".", ".",
        ".", " ", " ", " ", " ", "=", "!=", "<", "<=", ">", ">=", "LIKE", "ILIKE", "IN", "NOT IN", "IS NULL", "IS NOT NULL", "AND", " AND ",
        "OR", "NOT", "(", ")", ",", ";", "'", "\"", "`", "$$", "$", "$q$", "'a'", "\"b\"", "`k`", "1", "-0.5", "1e3", "0x1", "--", "/*", "#",
        "\\", "\\'", "''", "\"\"", "\n", "\t", "\0", "\ud800", "\udc00", "😀", "é", "日本", "\u202e", "%", "_", "[", "]", "~", "@", "1.2.3", ".5",
    ];

    private readonly string[] _seeds =
    [
        $"metrics.`{marker}` > 0.5 AND params.lr = '{marker}'", $"tags.\"{marker}\" LIKE \"%{marker}%\"", $"attributes.status = '{marker}'",
        $"run_id IN ('{marker}', \"b\\'{marker}\")", $"dataset.name NOT IN ('{marker}',)", $"params.{marker} IS NULL and tags.{marker} IS NOT NULL",
        $"start_time >= 1.7e12 AND run_name ILIKE $${marker}$$", "metrics.rmse < -1e-3", $"tags.mlflow.{marker} != 'it''s'",
        $"`Run name` = '{marker}' AND metrics.a.b.c <= .5",
    ];

    private readonly Random _random = new(seed);

    public string Next() => _random.Next(4) switch
    {
        0 => string.Concat(Enumerable.Range(0, _random.Next(30)).Select(_ => Pick(s_pieces))),
        1 => string.Join(" AND ", Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Mutate(Pick(_seeds), _random.Next(2)))),
        2 => new string([.. Enumerable.Range(0, _random.Next(20)).Select(_ => (char)_random.Next(_random.Next(2) == 0 ? 128 : 65536))]),
        _ => Mutate(Pick(_seeds), _random.Next(1, 5)),
    };

    private string Mutate(string text, int times)
    {
        StringBuilder result = new(text);
        for (int i = 0; i < times; i++)
        {
            int at = _random.Next(result.Length + 1);
            int length = Math.Min(_random.Next(1, 6), result.Length - at);
            switch (_random.Next(4))
            {
                case 0: result.Remove(at, length); break;
                case 1: result.Insert(at, Pick(s_pieces)); break;
                case 2: result.Insert(at, result.ToString(at, length)); break;
                default: result.Remove(at, length).Insert(at, Pick(s_pieces)); break;
            }
        }

        return result.ToString();
    }

    private string Pick(string[] values) => values[_random.Next(values.Length)];
}
