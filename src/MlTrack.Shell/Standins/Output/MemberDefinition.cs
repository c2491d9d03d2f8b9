using System.Management.Automation;

// The engine's views and scripts know this type by its name in PowerShell.
namespace Microsoft.PowerShell.Commands;

/// <summary>A member of an object, as Get-Member emits it.</summary>
public sealed class MemberDefinition
{
    /// <summary>Makes one.</summary>
    /// <param name="typeName">The object's type.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="memberType">Its kind.</param>
    /// <param name="definition">Its declaration.</param>
    public MemberDefinition(string typeName, string name, PSMemberTypes memberType, string definition)
    {
        TypeName = typeName;
        Name = name;
        MemberType = memberType;
        Definition = definition;
    }

    /// <summary>The object's type.</summary>
    public string TypeName { get; }

    /// <summary>The member's name.</summary>
    public string Name { get; }

    /// <summary>Its kind.</summary>
    public PSMemberTypes MemberType { get; }

    /// <summary>Its declaration.</summary>
    public string Definition { get; }

    /// <inheritdoc/>
    public override string ToString() => Definition;
}
