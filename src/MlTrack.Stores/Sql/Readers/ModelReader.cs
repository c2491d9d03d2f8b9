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
    /// <returns>The model; null if there is none.</returns>
    public MlModel? Find(string name)
    {
        List<MlModel> rows = [];
        using (SqlRows found = _session.Query(_sql.ModelByName, name))
        {
            if (found.Read())
            {
                rows.Add(ReadRow(found));
            }
        }

        return AddChildren(rows) is [MlModel model] ? model : null;
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

        object names = _sql.ListValue(rows.Select(row => row.Name));
        ChildMap<string> tags = new(rows.Count);
        using (SqlRows children = _session.Query(_sql.ModelTags, names))
        {
            while (children.Read())
            {
                tags.Add((int)children.Integer(0), children.Text(1), children.TextOrNull(2) ?? "");
            }
        }

        ChildMap<int> aliases = new(rows.Count);
        using (SqlRows children = _session.Query(_sql.Aliases, names))
        {
            while (children.Read())
            {
                aliases.Add((int)children.Integer(0), children.Text(1), (int)children.Integer(2));
            }
        }

        List<MlModelVersion>?[] latest = ReadLatest(rows.Count, names);
        for (int i = 0; i < rows.Count; i++)
        {
            MlModel row = rows[i];
            rows[i] = new MlModel
            {
                Name = row.Name,
                CreationTime = row.CreationTime,
                LastUpdatedTime = row.LastUpdatedTime,
                Description = row.Description,
                Tags = tags.Of(i),
                Aliases = aliases.Of(i),
                LatestVersions = latest[i] ?? [],
                StoreKey = _storeKey,
            };
        }

        return rows;
    }

    private List<MlModelVersion>?[] ReadLatest(int count, object names)
    {
        List<MlModelVersion> versions = [];
        List<int> places = [];
        using (SqlRows rows = _session.Query(_sql.LatestVersions, names))
        {
            while (rows.Read())
            {
                versions.Add(ModelVersionReader.ReadRow(rows));
                places.Add((int)rows.Integer(PlaceColumn));
            }
        }

        List<MlModelVersion>?[] latest = new List<MlModelVersion>?[count];
        IReadOnlyList<MlModelVersion> complete = new ModelVersionReader(_session, _sql, _storeKey).AddChildren(versions);
        for (int i = 0; i < places.Count; i++)
        {
            (latest[places[i]] ??= []).Add(complete[i]);
        }

        return latest;
    }
}
