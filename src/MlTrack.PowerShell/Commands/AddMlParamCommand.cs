using System.Collections;
using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>
/// Logs params: one by name and value, a dictionary, or the rows of a pipeline. A stored param never changes: the same value again is
/// accepted, another one is an error.
/// </summary>
[Cmdlet(VerbsCommon.Add, "MlParam", DefaultParameterSetName = ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(MlParam))]
public sealed class AddMlParamCommand : MlLogCmdlet
{
    private const string ByName = nameof(ByName);
    private const string ByDictionary = nameof(ByDictionary);

    /// <summary>The param's key: letters, digits, blanks and <c>_ - . / :</c>. Wins over a row's own Name or Key.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName)]
    [Alias("Key")]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ParamKeyCompleter))]
    public string? Name { get; set; }

    /// <summary>
    /// The value, stored as invariant text: 1.50 becomes 1.5, quote it to keep the form; $true becomes True. Up to 6000 characters. Wins
    /// over a row's own Value.
    /// </summary>
    [Parameter(Position = 1, ParameterSetName = ByName)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Value { get; set; }

    /// <summary>Several params as keys and values. All of them are stored, or none.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByDictionary)]
    [AllowNull]
    public IDictionary? Param { get; set; }

    /// <summary>Emits each param when it is stored.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Kind => "param";

    private protected override PipedKind RowKind => PipedKind.Param;

    private protected override string? GivenName => Name;

    private protected override object? GivenValue => Value;

    private protected override (string Name, IDictionary? Value) GivenDictionary => (nameof(Param), Param);

    private protected override bool IsPassThru => PassThru;

    private protected override LogEntry MakeEntry(string runId, string key, object? value, in LogRow row) =>
        new ParamEntry(runId, key, ValueReader.Text(What(key), value));

    private protected override object Emitted(StoreHandle store, LogEntry entry)
    {
        ParamEntry param = (ParamEntry)entry;
        return new MlParam { RunId = param.RunId, Key = param.Key, Value = param.Value, StoreKey = store.Key };
    }
}
