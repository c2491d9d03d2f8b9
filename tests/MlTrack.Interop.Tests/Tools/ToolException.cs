namespace MlTrack.Interop.Tests.Tools;

/// <summary>What a tool refused to do, by MLflow's code.</summary>
public sealed class ToolException(string code, string message) : Exception($"{code}: {message}")
{
    public string Code { get; } = code;
}
