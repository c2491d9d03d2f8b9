using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for New-Object.</summary>
[Cmdlet(VerbsCommon.New, "Object", DefaultParameterSetName = "Net")]
[NotInStandin("Strict", Switches = ["Strict"])]
public sealed class NewObjectCommand : StandinCmdlet
{
    [Parameter(ParameterSetName = "Net", Mandatory = true, Position = 0)]
    public string TypeName { get; set; } = string.Empty;

    [Parameter(ParameterSetName = "Net", Position = 1)]
    [Alias("Args")]
    public object[]? ArgumentList { get; set; }

    [Parameter]
    public IDictionary? Property { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        object created = Create(FindType());
        PSObject result = PSObject.AsPSObject(created);
        foreach (DictionaryEntry entry in Property ?? new Hashtable())
        {
            SetMember(result, created, LanguagePrimitives.ConvertTo<string>(entry.Key), entry.Value);
        }

        WriteObject(result);
    }

    private Type FindType()
    {
        try
        {
            return (Type)LanguagePrimitives.ConvertTo(TypeName, typeof(Type), CultureInfo.InvariantCulture);
        }
        catch (PSInvalidCastException exception)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException($"Cannot find type [{TypeName}]: verify that the assembly containing this type is loaded.", exception),
                "TypeNotFound",
                ErrorCategory.InvalidType,
                null));
            throw;
        }
    }

    private object Create(Type type)
    {
        if (ArgumentList is not { Length: > 0 } && type.GetConstructor(Type.EmptyTypes) is null && type.IsValueType)
        {
            return Activator.CreateInstance(type)!;
        }

        if (type.GetConstructors().Length == 0 || (ArgumentList is not { Length: > 0 } && type.GetConstructor(Type.EmptyTypes) is null))
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException($"A constructor was not found. Cannot find an appropriate constructor for type {TypeName}."),
                "CannotFindAppropriateCtor",
                ErrorCategory.ObjectNotFound,
                null));
        }

        try
        {
            return EngineInternals.Construct(type, ArgumentList ?? []);
        }
        catch (MethodException exception)
        {
            ThrowTerminatingError(new ErrorRecord(
                exception, "ConstructorInvokedThrowException", ErrorCategory.InvalidOperation, null));
            throw;
        }
    }

    private void SetMember(PSObject result, object created, string name, object? value)
    {
        try
        {
            if (created is PSObject or PSCustomObject && result.Properties[name] is null)
            {
                result.Properties.Add(new PSNoteProperty(name, value));
                return;
            }

            switch (result.Members[name])
            {
                case PSMethodInfo method:
                    method.Invoke(value is object[] arguments ? arguments : [value!]);
                    break;
                case PSPropertyInfo property:
                    property.Value = value;
                    break;
                default:
                    ThrowTerminatingError(new ErrorRecord(
                        new InvalidOperationException($"The member \"{name}\" was not found for the specified .NET object."),
                        "InvalidOperationException",
                        ErrorCategory.InvalidOperation,
                        null));
                    break;
            }
        }
        catch (SetValueException exception)
        {
            ThrowTerminatingError(new ErrorRecord(
                new InvalidOperationException($"The value supplied is not valid, or the property is read-only. Change the value, and then try again. {exception.Message}", exception),
                "SetValueException",
                ErrorCategory.InvalidData,
                null));
        }
    }
}
