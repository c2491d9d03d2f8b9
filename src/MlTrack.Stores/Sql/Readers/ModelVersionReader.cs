using System.Globalization;
using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Search;
using MlTrack.Stores.Sql.Statements;

namespace MlTrack.Stores.Sql.Readers;

/// <summary>Reads versions of registered models: their rows, then the tags and aliases of all of them by one statement each.</summary>
internal sealed class ModelVersionReader
{
    /// <summary>Where the location stands among the columns of a version.</summary>
    public const int LocationColumn = 12;

    private readonly SqlSession _session;
    private readonly RegistryStatements _sql;
    private readonly string _storeKey;

    public ModelVersionReader(SqlSession session, RegistryStatements sql, string storeKey)
    {
        _session = session;
        _sql = sql;
        _storeKey = storeKey;
    }

    /// <summary>Reads one version.</summary>
    /// <param name="statement">The statement that looks for it.</param>
    /// <param name="name">The model.</param>
    /// <param name="what">The version's number, or an alias.</param>
    /// <param name="last">Whether the transaction ends with it.</param>
    /// <returns>The version; null if there is none.</returns>
    public MlModelVersion? Find(string statement, string name, object what, bool last) =>
        FindRow(statement, name, what) is { } row ? AddChildren([row], last)[0] : null;

    /// <summary>Reads a version that was added in this transaction: no alias can point to it yet.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="hasTags">Whether it was given tags.</param>
    /// <returns>The version.</returns>
    public MlModelVersion ReadAdded(string name, int version, bool hasTags)
    {
        MlModelVersion row = FindRow(_sql.VersionByNumber, name, version)!;
        return hasTags ? AddChildren([row], last: false)[0] : Complete(row, new ChildMap<string>(1), [null], place: 0);
    }

    /// <summary>Reads a page of a search.</summary>
    /// <param name="page">The page's statement.</param>
    /// <returns>The versions, in order.</returns>
    public MlPage<MlModelVersion> Read(SearchPageStatement page)
    {
        (List<MlModelVersion> rows, string? next) = PageReader.Read(_session, page, ReadRow);
        return new MlPage<MlModelVersion>(AddChildren(rows, last: true), next);
    }

    /// <summary>Reads a row of the table, without tags and aliases.</summary>
    /// <param name="row">A row whose first columns are a version's.</param>
    /// <returns>The version so far.</returns>
    public static MlModelVersion ReadRow(SqlRows row) => new()
    {
        Name = row.Text(0),
        Version = (int)row.Integer(1),
        CreationTime = MlTime.FromMilliseconds(row.IntegerOrNull(2)),
        LastUpdatedTime = MlTime.FromMilliseconds(row.IntegerOrNull(3)),
        Description = row.TextOrNull(4),
        UserId = row.TextOrNull(5),
        Stage = ModelStages.Read(row.TextOrNull(6)),
        Source = row.TextOrNull(7),
        RunId = row.TextOrNull(8),
        Status = ModelStages.ReadStatus(row.TextOrNull(9)),
        StatusMessage = row.TextOrNull(10),
        RunLink = row.TextOrNull(11),
    };

    /// <summary>Adds tags and aliases.</summary>
    /// <param name="rows">Versions, in any order.</param>
    /// <param name="last">Whether the transaction ends with it.</param>
    /// <returns>The same versions with everything.</returns>
    public IReadOnlyList<MlModelVersion> AddChildren(List<MlModelVersion> rows, bool last)
    {
        if (rows.Count == 0)
        {
            return rows;
        }

        Dictionary<(string Name, int Version), int> places = new(rows.Count);
        foreach (MlModelVersion row in rows)
        {
            places.TryAdd((row.Name, row.Version), places.Count);
        }

        string[] names = [.. rows.Select(row => row.Name).Distinct(StringComparer.Ordinal)];
        object list = _sql.ListValue(names);
        object numbers = _sql.ListValue(rows.Select(row => row.Version).Distinct().Select(version => version.ToString(CultureInfo.InvariantCulture)));
        using SqlResults results = _session.QueryAll([new(_sql.VersionTags, [list, numbers]), new(_sql.Aliases, [list])], last);
        ChildMap<string> tags = ReadTags(results.Next(), names, places);
        List<string>?[] aliases = ReadAliases(results.Next(), names, places);
        return [.. rows.Select(row => Complete(row, tags, aliases, places[(row.Name, row.Version)]))];
    }

    private MlModelVersion? FindRow(string statement, string name, object what)
    {
        using SqlRows found = _session.Query(statement, name, what);
        return found.Read() ? ReadRow(found) : null;
    }

    private static ChildMap<string> ReadTags(SqlRows children, string[] names, Dictionary<(string Name, int Version), int> places)
    {
        ChildMap<string> tags = new(places.Count);
        while (children.Read())
        {
            if (places.TryGetValue((names[children.Integer(0)], (int)children.Integer(1)), out int place))
            {
                tags.Add(place, children.Text(2), children.TextOrNull(3) ?? "");
            }
        }

        return tags;
    }

    private static List<string>?[] ReadAliases(SqlRows children, string[] names, Dictionary<(string Name, int Version), int> places)
    {
        List<string>?[] aliases = new List<string>?[places.Count];
        while (children.Read())
        {
            if (places.TryGetValue((names[children.Integer(0)], (int)children.Integer(2)), out int place))
            {
                (aliases[place] ??= []).Add(children.Text(1));
            }
        }

        return aliases;
    }

    private MlModelVersion Complete(MlModelVersion row, ChildMap<string> tags, List<string>?[] aliases, int place) => new()
    {
        Name = row.Name,
        Version = row.Version,
        CreationTime = row.CreationTime,
        LastUpdatedTime = row.LastUpdatedTime,
        Description = row.Description,
        UserId = row.UserId,
        Stage = row.Stage,
        Source = row.Source,
        RunId = row.RunId,
        Status = row.Status,
        StatusMessage = row.StatusMessage,
        RunLink = row.RunLink,
        Tags = tags.Of(place),
        Aliases = aliases[place] ?? [],
        StoreKey = _storeKey,
    };
}
