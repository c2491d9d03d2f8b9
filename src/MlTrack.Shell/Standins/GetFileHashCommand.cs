using System.Management.Automation;
using System.Security.Cryptography;
using Microsoft.PowerShell.Commands;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Get-FileHash.</summary>
[Cmdlet(VerbsCommon.Get, "FileHash", DefaultParameterSetName = "Path")]
[OutputType(typeof(FileHashInfo))]
public sealed class GetFileHashCommand : PathCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(Position = 0, ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    [Parameter(Position = 0, ParameterSetName = "StreamParameterSet", Mandatory = true)]
    public Stream? InputStream { get; set; }

    [Parameter(Position = 1)]
    [ValidateSet("SHA1", "SHA256", "SHA384", "SHA512", "MD5")]
    public string Algorithm { get; set; } = "SHA256";

    private protected override bool IsLiteral => LiteralPath is not null;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputStream is not null)
        {
            Write(InputStream, null);
            return;
        }

        ProviderContext context = NewContext();
        foreach (PathInfo found in (LiteralPath ?? Path ?? []).SelectMany(path => ResolvePath(path, context)))
        {
            try
            {
                if (!Directory.Exists(found.ProviderPath))
                {
                    using FileStream file = File.OpenRead(found.ProviderPath);
                    Write(file, found.ProviderPath);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                WriteError(new ErrorRecord(exception, "FileReadError", ErrorCategory.ReadError, found.ProviderPath));
            }
        }
    }

    private void Write(Stream stream, string? path)
    {
        string algorithm = Algorithm.ToUpperInvariant();
        byte[] hash = CryptographicOperations.HashData(new HashAlgorithmName(algorithm), stream);
        WriteObject(new FileHashInfo { Algorithm = algorithm, Hash = Convert.ToHexString(hash), Path = path });
    }
}
