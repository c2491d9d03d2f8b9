using System.Management.Automation;
using System.Text;
using System.Xml;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Import-Clixml.</summary>
[Cmdlet(VerbsData.Import, "Clixml", DefaultParameterSetName = "ByPath")]
[NotInStandin("IncludeTotalCount", "Skip", "First", Switches = ["IncludeTotalCount"])]
public sealed class ImportClixmlCommand : StandinCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByPath")]
    public string[]? Path { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in LiteralPath ?? Path ?? [])
        {
            using StreamReader file = EngineFiles.OpenRead(this, path, Encoding.Default, LiteralPath is not null);
            using XmlReader reader = XmlReader.Create(file, new XmlReaderSettings
            {
                CheckCharacters = false,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                XmlResolver = null,
            });
            foreach (object? value in EngineClixml.Read(reader))
            {
                WriteObject(value);
            }
        }
    }
}
