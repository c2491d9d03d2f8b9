using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace MlTrack.Shell.Standins.Support;

/// <summary>An object and the values by which it is sorted or grouped.</summary>
internal sealed class OrderEntry
{
    private OrderEntry(PSObject input, int index)
    {
        Input = input;
        Index = index;
    }

    /// <summary>The object.</summary>
    public PSObject Input { get; }

    /// <summary>Its place in the input.</summary>
    public int Index { get; }

    /// <summary>The values.</summary>
    public List<OrderValue> Values { get; } = [];

    /// <summary>Whether the object has any of the properties.</summary>
    public bool IsComparable { get; private set; }

    /// <summary>Reads an object's values.</summary>
    /// <param name="command">The command, for errors of script blocks.</param>
    /// <param name="input">The object.</param>
    /// <param name="properties">The properties; none: the object itself.</param>
    /// <param name="index">Its place in the input.</param>
    /// <returns>The entry.</returns>
    public static OrderEntry Read(Cmdlet command, PSObject input, IReadOnlyList<PropertyParameter> properties, int index)
    {
        OrderEntry entry = new(input, index);
        if (properties.Count == 0)
        {
            entry.Values.Add(new OrderValue(input, true));
            entry.IsComparable = true;
            return entry;
        }

        foreach (PropertyParameter property in properties)
        {
            List<PSPropertyExpressionResult> results = property.Expression.GetValues(input, expand: false, eatExceptions: true);
            if (results.Count == 0)
            {
                entry.Values.Add(OrderValue.Missing);
                continue;
            }

            foreach (PSPropertyExpressionResult result in results)
            {
                if (result.Exception is not null)
                {
                    command.WriteError(new ErrorRecord(result.Exception, "ExpressionEvaluation", ErrorCategory.InvalidResult, input));
                }

                entry.Values.Add(new OrderValue(result.Exception is null ? result.Result : null, true));
                entry.IsComparable = true;
            }
        }

        return entry;
    }

    /// <summary>The properties by which objects of a kind are told apart, if their type says so.</summary>
    /// <param name="input">An object of that kind.</param>
    /// <returns>The names, or null.</returns>
    public static object[]? DefaultKeys(PSObject input)
    {
        PSMemberSet? standard = input.Members["PSStandardMembers"] as PSMemberSet;
        return standard?.Members["DefaultKeyPropertySet"] is PSPropertySet keys ? [.. keys.ReferencedPropertyNames] : null;
    }

    /// <summary>Replaces names with wildcards by the names that they stand for.</summary>
    /// <param name="properties">The properties.</param>
    /// <param name="inputs">The objects.</param>
    /// <returns>The properties, without wildcards.</returns>
    public static List<PropertyParameter> Expand(IEnumerable<PropertyParameter> properties, IReadOnlyList<PSObject> inputs)
    {
        List<PropertyParameter> result = [];
        foreach (PropertyParameter property in properties)
        {
            if (!property.Expression.HasWildCardCharacters)
            {
                result.Add(property);
                continue;
            }

            SortedDictionary<string, PSPropertyExpression> names = new(StringComparer.OrdinalIgnoreCase);
            foreach (PSPropertyExpression name in inputs.SelectMany(input => property.Expression.ResolveNames(input)))
            {
                names[name.ToString()] = name;
            }

            result.AddRange(names.Values.Select(property.With));
        }

        return result;
    }
}
