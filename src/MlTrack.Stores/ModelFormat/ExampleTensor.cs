using System.Text.Json.Nodes;

namespace MlTrack.Stores.ModelFormat;

/// <summary>Lists in lists that are an array of numpy: its shape, and the kind of its elements.</summary>
internal sealed class ExampleTensor
{
    private readonly List<int> _shape = [];
    private readonly HashSet<Type> _kinds = [];
    private bool _hasGaps;
    private bool _hasElements;

    private ExampleTensor(List<object?> lists) => Look(lists, 0, "");

    /// <summary>What the signature says of it; ragged lists and mixed kinds are INVALID_PARAMETER_VALUE.</summary>
    /// <param name="lists">The lists.</param>
    /// <param name="name">The tensor's name; null for none.</param>
    /// <returns>A tensor spec whose first dimension is free.</returns>
    public static JsonObject Spec(List<object?> lists, string? name)
    {
        ExampleTensor tensor = new(lists);
        JsonObject spec = name is null ? [] : new JsonObject { ["name"] = name };
        spec["type"] = "tensor";
        spec["tensor-spec"] = new JsonObject
        {
            ["dtype"] = tensor.Kind(),
            ["shape"] = new JsonArray([.. tensor._shape.Select((size, i) => (JsonNode)(i == 0 ? -1 : size))]),
        };
        return spec;
    }

    private void Look(object? value, int depth, string at)
    {
        if (value is byte[] bytes)
        {
            value = bytes.Select(item => (object?)item).ToList();
        }

        if (value is not List<object?> list)
        {
            _hasElements = true;
            if (depth != _shape.Count)
            {
                throw Ragged(at, "is no list, as others of its level are");
            }

            Add(value, at);
            return;
        }

        if (list.Count == 0)
        {
            throw MlErrors.InvalidValue($"The input example{at} is an empty list, which says nothing of the input. Give at least one element.", null);
        }

        if (depth == _shape.Count)
        {
            if (_hasElements)
            {
                throw Ragged(at, "is a list, and others of its level are none");
            }

            _shape.Add(list.Count);
        }
        else if (_shape[depth] != list.Count)
        {
            throw Ragged(at, FormattableString.Invariant($"has {list.Count} elements, and those before it {_shape[depth]}"));
        }

        for (int i = 0; i < list.Count; i++)
        {
            Look(list[i], depth + 1, FormattableString.Invariant($"{at}[{i}]"));
        }
    }

    private void Add(object? value, string at)
    {
        switch (value)
        {
            case null:
                _hasGaps = true;
                break;
            case DateTime or ExampleObject:
                throw MlErrors.InvalidValue(
                    $"The input example{at} is no number, truth value or text. Give rows, such as @{{ x = ... }}, or lists of numbers.", null);
            default:
                _kinds.Add(value.GetType());
                break;
        }
    }

    private string Kind()
    {
        Type[] kinds = [.. _kinds];
        return kinds switch
        {
            [] => "float64",
            [var only] when only == typeof(float) => "float32",
            [var only] when only == typeof(string) => "str",
            [var only] when !_hasGaps => only == typeof(bool) ? "bool" : Number(only),
            _ when kinds.Contains(typeof(bool)) || kinds.Contains(typeof(string)) => throw MlErrors.InvalidValue(
                "The input example's lists hold several kinds of values. Give numbers, truth values or texts alone, or rows with names.", null),
            _ => !_hasGaps && Array.TrueForAll(kinds, kind => kind != typeof(double) && kind != typeof(float)) ? "int64" : "float64",
        };
    }

    private static string Number(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => "int8",
        TypeCode.Byte => "uint8",
        TypeCode.Int16 => "int16",
        TypeCode.UInt16 => "uint16",
        TypeCode.Int32 => "int32",
        TypeCode.UInt32 => "uint32",
        TypeCode.Int64 => "int64",
        TypeCode.UInt64 => "uint64",
        _ => "float64",
    };

    private static MlException Ragged(string at, string what) => MlErrors.InvalidValue(
        $"The input example is ragged: {at} {what}. Lists of one level need one length; give rows with names if they have several.", null);
}
