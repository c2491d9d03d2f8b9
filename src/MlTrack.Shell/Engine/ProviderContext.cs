using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Reflection;

namespace MlTrack.Shell.Engine;

/// <summary>
/// How the engine is told what a command wants of a provider: filters, force, literal paths, parameters of the provider's own. The public
/// methods of <see cref="ProviderIntrinsics"/> know a part of that only; those that PowerShell's own commands call know all of it.
/// </summary>
internal sealed class ProviderContext
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type s_type = EngineInternals.Find("System.Management.Automation.CmdletProviderContext");
    private static readonly ConstructorInfo s_new = s_type.GetConstructor(Members, [typeof(Cmdlet)])!;
    private static readonly ConstructorInfo s_copy = s_type.GetConstructor(Members, [s_type])!;
    private static readonly PropertyInfo s_force = Property("Force");
    private static readonly PropertyInfo s_literal = Property("SuppressWildcardExpansion");
    private static readonly PropertyInfo s_parameters = Property("DynamicParameters");
    private static readonly PropertyInfo s_passThru = Property("PassThru");
    private static readonly MethodInfo s_setFilters = s_type.GetMethod("SetFilters", Members)!;
    private static readonly MethodInfo s_throw = s_type.GetMethod("ThrowFirstErrorOrDoNothing", Members, [typeof(bool)])!;
    private static readonly MethodInfo s_stop = s_type.GetMethod("StopProcessing", Members, [])!;
    private static readonly ConcurrentDictionary<(Type Type, string Name, int Count), MethodInfo> s_methods = new();

    private readonly object _inner;

    private ProviderContext(object inner) => _inner = inner;

    /// <summary>Whether wildcards in paths are taken as they are.</summary>
    public bool IsLiteral
    {
        get => (bool)s_literal.GetValue(_inner)!;
        set => s_literal.SetValue(_inner, value);
    }

    /// <summary>Whether hidden and read-only items count.</summary>
    public bool Force
    {
        set => s_force.SetValue(_inner, new SwitchParameter(value));
    }

    /// <summary>The parameters that the provider has added to the command.</summary>
    public object? DynamicParameters
    {
        set => s_parameters.SetValue(_inner, value);
    }

    /// <summary>Whether what was changed is emitted.</summary>
    public bool PassThru
    {
        set => s_passThru.SetValue(_inner, value);
    }

    /// <summary>Makes a context that emits objects and errors through a command.</summary>
    /// <param name="command">The command.</param>
    /// <returns>The context.</returns>
    public static ProviderContext For(PSCmdlet command) => new(s_new.Invoke([command]));

    /// <summary>Makes a context that keeps its errors.</summary>
    /// <returns>The context.</returns>
    public ProviderContext Copy() => new(s_copy.Invoke([_inner]));

    /// <summary>Says which items count.</summary>
    /// <param name="include">Patterns of names, one of which must match.</param>
    /// <param name="exclude">Patterns of names, none of which may match.</param>
    /// <param name="filter">A pattern for the provider.</param>
    public void SetFilters(string[]? include, string[]? exclude, string? filter) =>
        EngineInternals.Call(_inner, s_setFilters, new Collection<string>(include ?? []), new Collection<string>(exclude ?? []), filter);

    /// <summary>Calls a method of the engine with this context.</summary>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="target">The object that has the method.</param>
    /// <param name="method">The method.</param>
    /// <param name="arguments">The arguments, this context among them.</param>
    /// <returns>What the method returns.</returns>
    public T Call<T>(object target, string method, params object?[] arguments)
    {
        int place = Array.IndexOf(arguments, this);
        arguments[place] = _inner;
        MethodInfo found = s_methods.GetOrAdd((target.GetType(), method, arguments.Length), key => key.Type.GetMethods(Members).Single(
            candidate => candidate.Name == key.Name
                && candidate.GetParameters() is var parameters
                && parameters.Length == key.Count
                && parameters[place].ParameterType == s_type));
        return (T)EngineInternals.Call(target, found, arguments)!;
    }

    /// <summary>Throws the first error that was kept.</summary>
    public void ThrowFirstError() => EngineInternals.Call(_inner, s_throw, true);

    /// <summary>Ends what is going on with this context.</summary>
    public void Stop() => EngineInternals.Call(_inner, s_stop);

    private static PropertyInfo Property(string name) => s_type.GetProperty(name, Members)!;
}
