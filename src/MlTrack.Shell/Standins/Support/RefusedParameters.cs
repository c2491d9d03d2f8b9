using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Reflection;

namespace MlTrack.Shell.Standins.Support;

/// <summary>Lets a stand-in know the parameters of the original that it lacks, and refuse them with a message that says so.</summary>
internal static class RefusedParameters
{
    private static readonly ConcurrentDictionary<Type, NotInStandinAttribute> s_refused = new();

    /// <summary>Makes the parameters that a stand-in knows only to refuse them.</summary>
    /// <param name="command">The stand-in.</param>
    /// <returns>The parameters, or null if it has all that the original has.</returns>
    public static RuntimeDefinedParameterDictionary? For(Cmdlet command)
    {
        // Where a provider adds parameters of its own, there is no place for these: the command declares what it refuses then.
        string[] names = [.. Of(command).Parameters.Where(name => command.GetType().GetProperty(name) is null)];
        if (names.Length == 0)
        {
            return null;
        }

        RuntimeDefinedParameterDictionary parameters = [];
        foreach (string name in names)
        {
            Type type = Of(command).Switches.Contains(name) ? typeof(SwitchParameter) : typeof(object);
            parameters.Add(name, new RuntimeDefinedParameter(name, type, new Collection<Attribute> { new ParameterAttribute { DontShow = true } }));
        }

        return parameters;
    }

    /// <summary>Ends the command if such a parameter was given.</summary>
    /// <param name="command">The stand-in.</param>
    public static void Check(PSCmdlet command)
    {
        string? name = Of(command).Parameters.FirstOrDefault(command.MyInvocation.BoundParameters.ContainsKey);
        if (name is not null)
        {
            string message = $"{command.MyInvocation.MyCommand.Name} is a stand-in here and has no -{name}. Run this in pwsh, or leave -{name} out.";
            command.ThrowTerminatingError(new ErrorRecord(
                new PSNotSupportedException(message), "ParameterNotInStandin", ErrorCategory.NotImplemented, name));
        }
    }

    private static NotInStandinAttribute Of(Cmdlet command) =>
        s_refused.GetOrAdd(command.GetType(), type => type.GetCustomAttribute<NotInStandinAttribute>() ?? new NotInStandinAttribute());
}
