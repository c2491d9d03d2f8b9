using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;

namespace MlTrack.Shell.Standins.Support;

/// <summary>
/// Makes JSON of PowerShell's objects. It is written with the library that the engine's package brings along and that the original
/// uses, so that numbers, dates and escapes have the same form.
/// </summary>
internal sealed class JsonText
{
    private readonly PSCmdlet _command;
    private readonly int _depth;
    private bool _warned;

    public JsonText(PSCmdlet command, int depth)
    {
        _command = command;
        _depth = depth;
    }

    /// <summary>Makes JSON.</summary>
    /// <param name="value">What of.</param>
    /// <param name="compress">Whether on one line.</param>
    /// <param name="enumsAsStrings">Whether enumerations go by their names.</param>
    /// <param name="escapes">What is escaped.</param>
    /// <returns>The JSON.</returns>
    public string Write(object? value, bool compress, bool enumsAsStrings, StringEscapeHandling escapes)
    {
        JsonSerializerSettings settings = new()
        {
            TypeNameHandling = TypeNameHandling.None,
            MaxDepth = 1024,
            StringEscapeHandling = escapes,
            Formatting = compress ? Formatting.None : Formatting.Indented,
        };
        if (enumsAsStrings)
        {
            settings.Converters.Add(new StringEnumConverter());
        }

        return JsonConvert.SerializeObject(Convert(value, 0), settings);
    }

    private object? Convert(object? value, int depth)
    {
        if (_command.Stopping)
        {
            throw new PipelineStoppedException();
        }

        PSObject? wrapper = value as PSObject;
        object? bare = wrapper is null ? value : wrapper.BaseObject;
        switch (bare)
        {
            case null or DBNull:
            case var none when ReferenceEquals(none, System.Management.Automation.Internal.AutomationNull.Value)
                || ReferenceEquals(none, System.Management.Automation.Language.NullString.Value):
                return null;
            case string or char or bool or DateTime or DateTimeOffset or Guid or Uri or double or float or decimal or BigInteger:
                return WithNotes(wrapper, bare, depth, isCustom: false);
        }

        Type type = bare.GetType();
        if (type.IsPrimitive)
        {
            return WithNotes(wrapper, bare, depth, isCustom: false);
        }

        if (type.IsEnum)
        {
            // JavaScript has no integers as large as these may be.
            bool isLong = Enum.GetUnderlyingType(type) is var underlying && (underlying == typeof(long) || underlying == typeof(ulong));
            return WithNotes(wrapper, isLong ? bare.ToString() : bare, depth, isCustom: false);
        }

        if (depth > _depth)
        {
            return TooDeep(wrapper, bare, depth);
        }

        return bare switch
        {
            IDictionary table => WithNotes(wrapper, FromTable(table, depth), depth, isCustom: false),
            IEnumerable items => WithNotes(wrapper, items.Cast<object?>().Select(item => Convert(item, depth + 1)).ToList(), depth, isCustom: false),
            _ => WithNotes(wrapper, FromMembers(bare, depth), depth, isCustom: true),
        };
    }

    private object? TooDeep(PSObject? wrapper, object bare, int depth)
    {
        if (!_warned)
        {
            _warned = true;
            _command.WriteWarning(string.Create(
                CultureInfo.CurrentCulture, $"Resulting JSON is truncated as serialization has exceeded the set depth of {_depth}."));
        }

        return wrapper is not null && bare is PSCustomObject
            ? LanguagePrimitives.ConvertTo(wrapper, typeof(string), CultureInfo.InvariantCulture)
            : WithNotes(wrapper, LanguagePrimitives.ConvertTo(bare, typeof(string), CultureInfo.InvariantCulture), depth, isCustom: false);
    }

    /// <summary>Adds what PowerShell has added to an object; a value that isn't one becomes an object with a 'value'.</summary>
    private object? WithNotes(PSObject? wrapper, object? converted, int depth, bool isCustom)
    {
        if (wrapper is null || wrapper.BaseObject is string or DateTime)
        {
            return converted;
        }

        IDictionary table = converted as IDictionary ?? new Dictionary<string, object?> { ["value"] = converted };
        foreach (PSPropertyInfo property in wrapper.Properties.Where(property => isCustom || IsAdded(property)))
        {
            if (!table.Contains(property.Name))
            {
                table[property.Name] = Convert(ValueOf(property), depth + 1);
            }
        }

        return converted is not IDictionary && table.Count == 1 ? converted : table;
    }

    private static bool IsAdded(PSPropertyInfo property) => property.MemberType != PSMemberTypes.Property;

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    private Dictionary<string, object?> FromTable(IDictionary table, int depth)
    {
        Dictionary<string, object?> result = new(table.Count);
        foreach (DictionaryEntry entry in table)
        {
            if (entry.Key is not string name)
            {
                InvalidOperationException exception = new(
                    $"The type '{table.GetType().FullName}' is not supported for serialization or deserialization of a dictionary. Keys must be strings.");
                _command.ThrowTerminatingError(new ErrorRecord(
                    exception, "NonStringKeyInDictionary", ErrorCategory.InvalidOperation, table));
                throw exception;
            }

            result.Add(name, Convert(entry.Value, depth + 1));
        }

        return result;
    }

    private Dictionary<string, object?> FromMembers(object value, int depth)
    {
        Dictionary<string, object?> result = [];
        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            if (!field.IsDefined(typeof(JsonIgnoreAttribute), inherit: true))
            {
                result.Add(field.Name, Convert(field.GetValue(value), depth + 1));
            }
        }

        foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetGetMethod() is { } getter && getter.GetParameters().Length == 0
                && !property.IsDefined(typeof(JsonIgnoreAttribute), inherit: true))
            {
                object? found;
                try
                {
                    found = getter.Invoke(value, []);
                }
                catch (TargetInvocationException)
                {
                    found = null;
                }

                result.Add(property.Name, Convert(found, depth + 1));
            }
        }

        return result;
    }
}
