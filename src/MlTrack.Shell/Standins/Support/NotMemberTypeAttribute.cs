using System.Management.Automation;
using MlTrack.Shell.Engine;

namespace MlTrack.Shell.Standins.Support;

/// <summary>Keeps the kind of a member from being taken for the name of a note, so that the binder chooses the other parameter set.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotMemberTypeAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is string name && Enum.TryParse(name, ignoreCase: true, out PSMemberTypes type) && Enum.IsDefined(type)
            && type is not (PSMemberTypes.Property or PSMemberTypes.Method or PSMemberTypes.ParameterizedProperty))
        {
            throw EngineInternals.TryOtherSet($"'{name}' is a type of members, not the name of a note.");
        }
    }
}
