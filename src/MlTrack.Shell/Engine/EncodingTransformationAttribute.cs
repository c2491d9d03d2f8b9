using System.Management.Automation;

namespace MlTrack.Shell.Engine;

/// <summary>Lets a parameter take an encoding by name, as the engine's own commands do.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EncodingTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        EngineFiles.ToEncoding(engineIntrinsics, inputData);
}
