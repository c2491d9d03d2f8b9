using System.Text;

namespace MlTrack.Stores.Sql;

/// <summary>Puts a statement together; every value goes in as a parameter.</summary>
internal sealed class SqlBuilder
{
    private readonly StringBuilder _text = new();
    private readonly List<object?> _parameters = [];

    /// <summary>Adds text of ours.</summary>
    /// <param name="text">Statement text; never a user's.</param>
    /// <returns>This.</returns>
    public SqlBuilder Append(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>This.</returns>
    public SqlBuilder Value(object? value)
    {
        _text.Append("@p").Append(_parameters.Count);
        _parameters.Add(value);
        return this;
    }

    /// <summary>The finished statement.</summary>
    /// <returns>Text and values.</returns>
    public SqlStatement Build() => new(_text.ToString(), [.. _parameters]);
}
