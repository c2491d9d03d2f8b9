namespace MlTrack;

/// <summary>What a model takes and gives: each part is the JSON text that MLflow keeps, a list of column or tensor specs.</summary>
public sealed class MlModelSignature
{
    /// <summary>The inputs, such as <c>[{"type": "double", "name": "x", "required": true}]</c>; null for none.</summary>
    public string? Inputs { get; init; }

    /// <summary>The outputs; null for none.</summary>
    public string? Outputs { get; init; }

    /// <summary>The params of a call, with their defaults; null for none.</summary>
    public string? Params { get; init; }

    /// <summary>Both sides on one line.</summary>
    /// <returns><c>inputs -&gt; outputs</c>, as JSON.</returns>
    public override string ToString() => $"{Inputs ?? "[]"} -> {Outputs ?? "[]"}";
}
