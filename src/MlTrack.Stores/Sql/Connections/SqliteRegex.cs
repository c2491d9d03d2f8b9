using MlTrack.Search;
using SQLitePCL;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>SQLite's operator REGEXP, which is there only for those who bring a function for it.</summary>
internal static class SqliteRegex
{
    /// <summary>Gives a connection the operator.</summary>
    /// <param name="connection">The connection.</param>
    public static void Register(sqlite3 connection) => raw.sqlite3_create_function(
        connection, "regexp", 2, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, static (context, _, arguments) =>
        {
            // 'text REGEXP pattern' calls regexp(pattern, text). An exception must not leave for native code.
            bool isNull = Array.Exists(arguments, argument => raw.sqlite3_value_type(argument) == raw.SQLITE_NULL);
            raw.sqlite3_result_int(context, !isNull && Matches(arguments) ? 1 : 0);
        });

    private static bool Matches(sqlite3_value[] arguments)
    {
        try
        {
            return RegexPattern.Matches(
                raw.sqlite3_value_text(arguments[1]).utf8_to_string(), raw.sqlite3_value_text(arguments[0]).utf8_to_string());
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return false;
        }
    }
}
