namespace MlTrack.Stores.Sql;

/// <summary>A statement and the values of its parameters, which are named <c>@p0</c>, <c>@p1</c> and so on in all dialects.</summary>
/// <param name="Text">The statement. Never holds a value that came from a user.</param>
/// <param name="Parameters">The values, by number.</param>
internal sealed record SqlStatement(string Text, IReadOnlyList<object?> Parameters);
