// Scripts may name this type as in PowerShell.
namespace Microsoft.PowerShell.Commands;

/// <summary>What Test-Path looks for.</summary>
public enum TestPathType
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>A folder.</summary>
    Container,

    /// <summary>A file.</summary>
    Leaf,
}
