// The engine's views and scripts know this type by its name in PowerShell.
namespace Microsoft.PowerShell.Commands;

/// <summary>The hash of a file, as Get-FileHash emits it.</summary>
public sealed class FileHashInfo
{
    /// <summary>The name of the algorithm.</summary>
    public string? Algorithm { get; set; }

    /// <summary>The hash, in hexadecimal digits.</summary>
    public string? Hash { get; set; }

    /// <summary>The file.</summary>
    public string? Path { get; set; }
}
