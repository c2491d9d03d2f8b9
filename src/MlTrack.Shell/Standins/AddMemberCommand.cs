using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Add-Member.</summary>
[Cmdlet(VerbsCommon.Add, "Member", DefaultParameterSetName = ByTypeName)]
public sealed class AddMemberCommand : StandinCmdlet
{
    private const string ByMember = "MemberSet";
    private const string ByTypeName = "TypeNameSet";
    private const string ByNote = "NotePropertySingleMemberSet";
    private const string ByNotes = "NotePropertyMultiMemberSet";

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByMember)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByTypeName)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByNote)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByNotes)]
    public PSObject? InputObject { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByMember)]
    [Alias("Type")]
    public PSMemberTypes MemberType { get; set; }

    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByMember)]
    public string Name { get; set; } = string.Empty;

    [Parameter(Position = 2, ParameterSetName = ByMember)]
    public object? Value { get; set; }

    [Parameter(Position = 3, ParameterSetName = ByMember)]
    public object? SecondValue { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ByTypeName)]
    [Parameter(ParameterSetName = ByMember)]
    [Parameter(ParameterSetName = ByNote)]
    [Parameter(ParameterSetName = ByNotes)]
    [ValidateNotNullOrEmpty]
    public string? TypeName { get; set; }

    [Parameter(ParameterSetName = ByMember)]
    [Parameter(ParameterSetName = ByNote)]
    [Parameter(ParameterSetName = ByNotes)]
    public SwitchParameter Force { get; set; }

    [Parameter(ParameterSetName = ByMember)]
    [Parameter(ParameterSetName = ByTypeName)]
    [Parameter(ParameterSetName = ByNote)]
    [Parameter(ParameterSetName = ByNotes)]
    public SwitchParameter PassThru { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByNote)]
    [NotMemberType]
    [ValidateNotNullOrEmpty]
    public string NotePropertyName { get; set; } = string.Empty;

    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByNote)]
    [AllowNull]
    public object? NotePropertyValue { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByNotes)]
    [ValidateNotNullOrEmpty]
    public IDictionary NotePropertyMembers { get; set; } = new Hashtable();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool added = ParameterSetName switch
        {
            ByTypeName => true,
            ByNote => Add(new PSNoteProperty(NotePropertyName, NotePropertyValue)),
            ByNotes => AddNotes(),
            _ => Add(NewMember()),
        };
        if (!added)
        {
            return;
        }

        if (TypeName is not null)
        {
            InputObject!.TypeNames.Insert(0, LanguagePrimitives.TryConvertTo(TypeName, out Type type) ? type.FullName! : TypeName);
        }

        if (PassThru)
        {
            WriteObject(InputObject);
        }
    }

    private bool AddNotes()
    {
        bool added = false;
        foreach (DictionaryEntry entry in NotePropertyMembers)
        {
            added |= Add(new PSNoteProperty(LanguagePrimitives.ConvertTo<string>(entry.Key), entry.Value));
        }

        return added;
    }

    private PSMemberInfo NewMember()
    {
        switch (MemberType)
        {
            case PSMemberTypes.NoteProperty:
                return new PSNoteProperty(Name, Value);
            case PSMemberTypes.AliasProperty:
                return SecondValue is null
                    ? new PSAliasProperty(Name, To<string>(Value))
                    : new PSAliasProperty(Name, To<string>(Value), To<Type>(SecondValue));
            case PSMemberTypes.ScriptProperty:
                return new PSScriptProperty(
                    Name, Value is null ? null : To<ScriptBlock>(Value), SecondValue is null ? null : To<ScriptBlock>(SecondValue));
            case PSMemberTypes.ScriptMethod:
                return new PSScriptMethod(Name, To<ScriptBlock>(Value));
            case PSMemberTypes.PropertySet:
                return new PSPropertySet(Name, To<string[]>(Value));
            default:
                ThrowTerminatingError(NewError(
                    $"Add-Member is a stand-in here and cannot add a member of type \"{MemberType}\". Run this in pwsh.",
                    "CannotAddMemberType",
                    ErrorCategory.InvalidOperation,
                    MemberType));
                throw new PSInvalidOperationException();
        }
    }

    private static T To<T>(object? value) => (T)LanguagePrimitives.ConvertTo(value, typeof(T), CultureInfo.InvariantCulture);

    private bool Add(PSMemberInfo member)
    {
        if (InputObject!.Members[member.Name] is { } previous)
        {
            if (!Force)
            {
                WriteError(NewError(
                    $"Cannot add a member with the name \"{member.Name}\" because a member with that name already exists. To overwrite the member anyway, add the Force parameter to your command.",
                    "MemberAlreadyExists",
                    ErrorCategory.InvalidOperation,
                    InputObject));
                return false;
            }

            if (!previous.IsInstance)
            {
                WriteError(NewError(
                    $"Cannot force the member with name \"{member.Name}\" and type \"{previous.MemberType}\" to be replaced: it belongs to the type.",
                    "CannotRemoveTypeDataMember",
                    ErrorCategory.InvalidOperation,
                    InputObject));
                return false;
            }

            InputObject.Members.Remove(member.Name);
        }

        InputObject.Members.Add(member);
        return true;
    }
}
