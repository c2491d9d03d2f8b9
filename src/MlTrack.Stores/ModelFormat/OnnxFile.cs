using System.Text.Json.Nodes;

namespace MlTrack.Stores.ModelFormat;

/// <summary>Reads what an ONNX file says of its inputs and outputs, without a runtime. Weights are leapt over, whatever their size.</summary>
internal static class OnnxFile
{
    private const int Most = 10_000;

    // TensorProto.DataType in the words of numpy.
    private static readonly string?[] s_types =
    [
        null, "float32", "uint8", "int8", "uint16", "int16", "int32", "int64", "str", "bool", "float16", "float64", "uint32", "uint64",
        "complex64", "complex128",
    ];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The full path.</param>
    /// <returns>
    /// The signature: tensor specs, with -1 for what is free. MLflow has no word for a tensor of any rank, and checks each input that is named
    /// against its rank: inputs or outputs among which there is one, or one that is no tensor, are left out as a whole. Null if both are.
    /// </returns>
    public static MlModelSignature? ReadSignature(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            ProtobufReader model = new(stream, stream.Length);
            while (model.Next())
            {
                if (model.Field == 7)
                {
                    return ReadGraph(model.Message());
                }
            }

            throw new InvalidDataException("no graph");
        }
        catch (Exception bad) when (bad is InvalidDataException or EndOfStreamException)
        {
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Value,
                $"{MlText.Show(path)} is no ONNX file: {bad.Message}. Say with -Flavor what it is.", path, bad);
        }
    }

    private static MlModelSignature? ReadGraph(ProtobufReader graph)
    {
        HashSet<string> weights = new(StringComparer.Ordinal);
        List<(string Name, JsonNode? Spec)> inputs = [];
        List<(string Name, JsonNode? Spec)> outputs = [];
        while (graph.Next())
        {
            switch (graph.Field)
            {
                case 5:
                    Add(weights, ReadName(graph.Message(), 8));
                    break;
                case 11:
                    Add(inputs, ReadValue(graph.Message()));
                    break;
                case 12:
                    Add(outputs, ReadValue(graph.Message()));
                    break;
            }
        }

        // Files of old versions list their weights among the inputs.
        inputs.RemoveAll(input => weights.Contains(input.Name));
        MlModelSignature signature = new() { Inputs = Specs(inputs), Outputs = Specs(outputs) };
        return signature is { Inputs: null, Outputs: null } ? null : signature;
    }

    private static void Add<T>(ICollection<T> found, T item)
    {
        if (found.Count >= Most)
        {
            throw new InvalidDataException("too many inputs");
        }

        found.Add(item);
    }

    private static string? Specs(List<(string Name, JsonNode? Spec)> values) =>
        values.Count == 0 || values.Exists(value => value.Spec is null)
            ? null
            : JsonLine.Of(new JsonArray([.. values.Select(value => value.Spec)]));

    private static string ReadName(ProtobufReader message, int field)
    {
        string name = "";
        while (message.Next())
        {
            name = message.Field == field ? message.Text() : name;
        }

        return name;
    }

    private static (string Name, JsonNode? Spec) ReadValue(ProtobufReader value)
    {
        string name = "";
        JsonObject? tensor = null;
        while (value.Next())
        {
            if (value.Field == 1)
            {
                name = value.Text();
            }
            else if (value.Field == 2)
            {
                tensor = ReadType(value.Message());
            }
        }

        return (name, tensor is null ? null : new JsonObject { ["name"] = name, ["type"] = "tensor", ["tensor-spec"] = tensor });
    }

    private static JsonObject? ReadType(ProtobufReader type)
    {
        JsonObject? tensor = null;
        while (type.Next())
        {
            if (type.Field != 1)
            {
                continue;
            }

            ProtobufReader content = type.Message();
            string? dtype = null;
            JsonArray? shape = null;
            while (content.Next())
            {
                if (content.Field == 1)
                {
                    dtype = content.Number > 0 && content.Number < s_types.Length ? s_types[content.Number] : null;
                }
                else if (content.Field == 2)
                {
                    shape = ReadShape(content.Message());
                }
            }

            // A scalar has a shape without dimensions; where there is none, the rank is unknown.
            tensor = dtype is null || shape is null ? null : new JsonObject { ["dtype"] = dtype, ["shape"] = shape };
        }

        return tensor;
    }

    private static JsonArray ReadShape(ProtobufReader shape)
    {
        JsonArray dimensions = [];
        while (shape.Next())
        {
            if (shape.Field == 1)
            {
                long size = -1;
                ProtobufReader dimension = shape.Message();
                while (dimension.Next())
                {
                    size = dimension.Field == 1 ? dimension.Number : -1;
                }

                dimensions.Add((JsonNode)size);
            }
        }

        return dimensions;
    }
}
