using System.Text.Json.Nodes;

namespace MlTrack.Stores.ModelFormat;

/// <summary>Signatures as users give them.</summary>
internal static class ModelSignatures
{
    /// <summary>Checks a signature and brings its parts into MLflow's form.</summary>
    /// <param name="signature">The signature as given.</param>
    /// <returns>The same, each part as JSON text on one line.</returns>
    public static MlModelSignature Check(MlModelSignature signature)
    {
        JsonNode? inputs = Part("inputs", signature.Inputs);
        JsonNode? outputs = Part("outputs", signature.Outputs);
        JsonNode? parameters = Part("params", signature.Params);
        if (inputs is null && outputs is null && parameters is null or JsonArray { Count: 0 })
        {
            throw MlErrors.InvalidValue(
                "The signature says nothing. Give inputs, outputs or params, each a list such as [{\"type\": \"double\", \"name\": \"x\"}], "
                + "or leave it out.", null);
        }

        if (inputs is not null)
        {
            SchemaCheck.Check("inputs", inputs);
        }

        if (outputs is not null)
        {
            SchemaCheck.Check("outputs", outputs);
        }

        if (parameters is not null)
        {
            ParamsCheck.Check(parameters);
        }

        return new MlModelSignature { Inputs = Line(inputs), Outputs = Line(outputs), Params = Line(parameters) };
    }

    private static JsonNode? Part(string part, string? json) => json is null ? null : JsonLine.Parse(json, $"The signature's {part}");

    private static string? Line(JsonNode? node) => node is null ? null : JsonLine.Of(node);
}
