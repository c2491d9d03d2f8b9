using MlTrack.Stores.Sql.Connections;

namespace MlTrack.Stores.Sql.Readers;

/// <summary>The dataset inputs of many runs, read by one statement that has a row for each tag of an input.</summary>
internal sealed class InputMap
{
    private readonly List<MlDatasetInput>?[] _inputs;

    public InputMap(int owners) => _inputs = new List<MlDatasetInput>?[owners];

    /// <summary>Reads the rows, which come input by input.</summary>
    /// <param name="rows">Place of the run, input's id, the dataset's six columns, tag's key and value.</param>
    public void Read(SqlRows rows)
    {
        string? current = null;
        int owner = 0;
        MlDataset dataset = new();
        ChildMap<string> tags = new(1);
        while (rows.Read())
        {
            string id = rows.Text(1);
            if (id != current)
            {
                Add(current, owner, dataset, tags);
                current = id;
                owner = (int)rows.Integer(0);
                tags = new(1);
                dataset = new MlDataset
                {
                    Name = rows.Text(2),
                    Digest = rows.Text(3),
                    SourceType = rows.Text(4),
                    Source = rows.Text(5),
                    Schema = rows.TextOrNull(6),
                    Profile = rows.TextOrNull(7),
                };
            }

            if (rows.TextOrNull(8) is { } key)
            {
                tags.Add(0, key, rows.TextOrNull(9) ?? "");
            }
        }

        Add(current, owner, dataset, tags);
    }

    /// <summary>The inputs of a run.</summary>
    /// <param name="owner">The run's place.</param>
    /// <returns>Its inputs.</returns>
    public IReadOnlyList<MlDatasetInput> Of(int owner) => _inputs[owner] ?? [];

    private void Add(string? id, int owner, MlDataset dataset, ChildMap<string> tags)
    {
        if (id is not null)
        {
            (_inputs[owner] ??= []).Add(new MlDatasetInput { Dataset = dataset, Tags = tags.Of(0) });
        }
    }
}
