using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Search;
using MlTrack.Stores.Sql.Statements;

namespace MlTrack.Stores.Sql.Readers;

/// <summary>
/// Reads registered models: their rows, then the tags, aliases and latest versions of all of them, by one statement a table however many
/// models there are.
/// </summary>
internal sealed class ModelReader
{
    private const int PlaceColumn = ModelVersionReader.LocationColumn + 1;

    private readonly SqlSession _session;
    private readonly RegistryStatements _sql;
    private readonly string _storeKey;

    public ModelReader(SqlSession session, RegistryStatements sql, string storeKey)
    {
        _session = session;
        _sql = sql;
        _storeKey = storeKey;
    }

    /// <summary>Reads the model of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="last">Whether the transaction ends with it.</param>
    /// <returns>The model; null if there is none.</returns>
    public MlModel? Find(string name, bool last)
    {
        MlModel row;
        ModelChildren children;
        using (SqlResults results = _session.QueryAll([new(_sql.ModelByName, [name]), .. Children([name])]))
        {
            SqlRows found = results.Next();
            if (!found.Read())
            {
                return null;
            }

            row = ReadRow(found);
            children = ReadChildren(1, results);
        }

        return With([row], children, last)[0];
    }

    /// <summary>Reads a page of a search.</summary>
    /// <param name="page">The page's statement.</param>
    /// <returns>The models, in order.</returns>
    public MlPage<MlModel> Read(SearchPageStatement page)
    {
        (List<MlModel> rows, string? next) = PageReader.Read(_session, page, ReadRow);
        return new MlPage<MlModel>(AddChildren(rows), next);
    }

    private static MlModel ReadRow(SqlRows row) => new()
    {
        Name = row.Text(0),
        CreationTime = MlTime.FromMilliseconds(row.IntegerOrNull(1)),
        LastUpdatedTime = MlTime.FromMilliseconds(row.IntegerOrNull(2)),
        Description = row.TextOrNull(3),
    };

    private List<MlModel> AddChildren(List<MlModel> rows)
    {
        if (rows.Count == 0)
        {
            return rows;
        }

        ModelChildren children;
        using (SqlResults results = _session.QueryAll(Children(rows.Select(row => row.Name))))
        {
            children = ReadChildren(rows.Count, results);
        }

        return With(rows, children, last: true);
    }

    // In the order in which ReadChildren reads them.
    private SqlStatement[] Children(IEnumerable<string> names)
    {
        object list = _sql.ListValue(names);
        return [new(_sql.ModelTags, [list]), new(_sql.Aliases, [list]), new(_sql.LatestVersions, [list])];
    }

    private static ModelChildren ReadChildren(int count, SqlResults results)
    {
        ModelChildren children = new(new ChildMap<string>(count), new ChildMap<int>(count), [], []);
        SqlRows rows = results.Next();
        while (rows.Read())
        {
            children.Tags.Add((int)rows.Integer(0), rows.Text(1), rows.TextOrNull(2) ?? "");
        }

        rows = results.Next();
        while (rows.Read())
        {
            children.Aliases.Add((int)rows.Integer(0), rows.Text(1), (int)rows.Integer(2));
        }

        rows = results.Next();
        while (rows.Read())
        {
            children.Versions.Add(ModelVersionReader.ReadRow(rows));
            children.Places.Add((int)rows.Integer(PlaceColumn));
        }

        return children;
    }

    private List<MlModel> With(List<MlModel> rows, ModelChildren children, bool last)
    {
        List<MlModelVersion>?[] latest = new List<MlModelVersion>?[rows.Count];
        IReadOnlyList<MlModelVersion> versions = new ModelVersionReader(_session, _sql, _storeKey).AddChildren(children.Versions, last);
        for (int i = 0; i < versions.Count; i++)
        {
            (latest[children.Places[i]] ??= []).Add(versions[i]);
        }

        return
        [
            .. rows.Select((row, i) => new MlModel
            {
                Name = row.Name,
                CreationTime = row.CreationTime,
                LastUpdatedTime = row.LastUpdatedTime,
                Description = row.Description,
                Tags = children.Tags.Of(i),
                Aliases = children.Aliases.Of(i),
                LatestVersions = latest[i] ?? [],
                StoreKey = _storeKey,
            }),
        ];
    }

    /// <summary>What belongs to models: their tags and aliases, and their latest versions so far, each with its model's place.</summary>
    private sealed record ModelChildren(ChildMap<string> Tags, ChildMap<int> Aliases, List<MlModelVersion> Versions, List<int> Places);
}
