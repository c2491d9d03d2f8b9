using System.Collections;
using System.Collections.Specialized;
using System.Data;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;

namespace MlTrack.Input;

/// <summary>
/// Takes PowerShell's wrapping off an object and all that is in it, for the library, which knows .NET only. Objects with properties become
/// dictionaries; values, arrays of values and tables stay what they are, so that their types go on.
/// </summary>
internal static class PlainObject
{
    private const int Depth = 100;

    /// <summary>Unwraps an object.</summary>
    /// <param name="value">The object.</param>
    /// <param name="what">What it is for, for messages: 'the input example'.</param>
    /// <returns>Dictionaries, lists, arrays, tables and values.</returns>
    public static object? Of(object? value, string what) => Of(value, what, 0);

    private static object? Of(object? value, string what, int depth)
    {
        if (depth > Depth)
        {
            throw MlErrors.InvalidValue(
                string.Create(CultureInfo.InvariantCulture, $"The object for {what} is nested deeper than {Depth} levels, or holds itself. Pick out what is needed."),
                null);
        }

        switch (PipedReader.Unwrap(value))
        {
            case null or DBNull:
                return null;
            case SwitchParameter given:
                return (bool)given;
            case Uri or Version or Type or ScriptBlock:
                return Convert.ToString(PipedReader.Unwrap(value), CultureInfo.InvariantCulture);
            case DataTable or DataView or DataRow or DataRowView:
                return PipedReader.Unwrap(value);
            case object simple when IsSimple(simple.GetType()) || IsTyped(simple.GetType()):
                return simple;
            case IDictionary dictionary:
                OrderedDictionary entries = [];
                foreach (DictionaryEntry entry in dictionary)
                {
                    entries[Convert.ToString(PipedReader.Unwrap(entry.Key), CultureInfo.InvariantCulture) ?? ""] = Of(entry.Value, what, depth + 1);
                }

                return entries;
            case IEnumerable list:
                List<object?> items = [];
                foreach (object? item in list)
                {
                    items.Add(Of(item, what, depth + 1));
                }

                return items;
            default:
                return OfProperties(PSObject.AsPSObject(value), what, depth);
        }
    }

    private static OrderedDictionary OfProperties(PSObject source, string what, int depth)
    {
        OrderedDictionary entries = [];
        foreach (PSPropertyInfo property in source.Properties)
        {
            if (property.IsGettable)
            {
                entries[property.Name] = Of(ObjectJson.ValueOf(property), what, depth + 1);
            }
        }

        return entries;
    }

    private static bool IsSimple(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal)
        || type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly)
        || type == typeof(TimeSpan) || type == typeof(Guid) || type == typeof(BigInteger) || type == typeof(Half);

    // Arrays and lists whose type says what is in them.
    private static bool IsTyped(Type type) => type.IsArray ? IsSimple(type.GetElementType()!)
        : Array.Exists(type.GetInterfaces(), face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEnumerable<>)
            && IsSimple(face.GetGenericArguments()[0]));
}
