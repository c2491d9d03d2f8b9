using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace MlTrack.Shell.Engine;

/// <summary>
/// Reaches what the engine keeps for PowerShell's own command modules, which this host doesn't have: formatting, the end of a pipeline
/// that has enough, and the exit of a script. The engine's package is pinned to one version, and a test calls each member, so that a new
/// version that moves one is noticed at once. The provider commands' part is <see cref="ProviderContext"/>, files are
/// <see cref="EngineFiles"/>.
/// </summary>
public static class EngineInternals
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private const string FormatNamespace = "Microsoft.PowerShell.Commands.Internal.Format.";

    private static readonly Assembly s_engine = typeof(PSObject).Assembly;
    private static readonly Lazy<FieldInfo> s_implementation = new(() => Field(typeof(FrontEndCommandBase), "implementation"));
    private static readonly Lazy<ConstructorInfo> s_stopUpstream = new(() =>
        Find("System.Management.Automation.StopUpstreamCommandsException").GetConstructors(Members)[0]);

    private static readonly Lazy<Func<char, int>> s_cells = new(() =>
        Find(FormatNamespace + "DisplayCells").GetMethod("CharLengthInBufferCells", Members, [typeof(char)])!.CreateDelegate<Func<char, int>>());

    private static readonly Lazy<Func<object, bool, PSObject>> s_asLocalObject = new(() =>
        typeof(PSObject).GetMethod("AsPSObject", Members, [typeof(object), typeof(bool)])!.CreateDelegate<Func<object, bool, PSObject>>());

    /// <summary>Finds a type of the engine.</summary>
    /// <param name="name">Its full name.</param>
    /// <returns>The type.</returns>
    public static Type Find(string name) => s_engine.GetType(name, throwOnError: true)!;

    /// <summary>Calls a method of the engine that it keeps to itself.</summary>
    /// <param name="target">The object, or null for a static method.</param>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it returns.</returns>
    public static object? Call(object? target, MethodInfo method, params object?[] arguments)
    {
        ArgumentNullException.ThrowIfNull(method);
        return method.Invoke(target, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
    }

    /// <summary>Makes a command format its input in a shape.</summary>
    /// <param name="command">The command.</param>
    /// <param name="shape">The shape: Table, List or Wide.</param>
    public static void SetShape(FrontEndCommandBase command, string shape)
    {
        Type enumeration = Find(FormatNamespace + "FormatShape");
        object inner = Find(FormatNamespace + "InnerFormatShapeCommand").GetConstructor(Members, [enumeration])!
            .Invoke([Enum.Parse(enumeration, shape)]);
        s_implementation.Value.SetValue(command, inner);
    }

    /// <summary>Makes a command one that writes what the format commands make.</summary>
    /// <param name="command">The command.</param>
    public static void SetOutput(FrontEndCommandBase command) =>
        s_implementation.Value.SetValue(command, Activator.CreateInstance(Find(FormatNamespace + "OutputManagerInner"), nonPublic: true));

    /// <summary>Says where such a command writes to.</summary>
    /// <param name="command">The command.</param>
    /// <param name="writer">The writer.</param>
    /// <param name="width">The width of its lines.</param>
    /// <param name="noNewLine">Whether lines end without a line break.</param>
    public static void SetOutputWriter(FrontEndCommandBase command, TextWriter writer, int width, bool noNewLine)
    {
        object lines = Find(FormatNamespace + "TextWriterLineOutput").GetConstructor(Members, [typeof(TextWriter), typeof(int), typeof(bool)])!
            .Invoke([writer, width, noNewLine]);
        object inner = s_implementation.Value.GetValue(command)!;
        inner.GetType().GetProperty("LineOutput", Members)!.SetValue(inner, lines);
    }

    /// <summary>Makes the exception by which a command says that it needs no more input.</summary>
    /// <param name="command">The command, running.</param>
    /// <returns>The exception, to be thrown.</returns>
    public static Exception StopUpstream(Cmdlet command) => (Exception)s_stopUpstream.Value.Invoke([command]);

    /// <summary>Counts the columns that a character takes.</summary>
    /// <param name="value">The character.</param>
    /// <returns>0, 1 or 2.</returns>
    public static int CellsOf(char value) => s_cells.Value(value);

    /// <summary>Wraps an object so that members added to the wrapper stay with the wrapper.</summary>
    /// <param name="value">The object.</param>
    /// <returns>The wrapper.</returns>
    public static PSObject AsLocalObject(object value) => s_asLocalObject.Value(value, true);

    /// <summary>Marks an object as one that belongs on the error stream when it is shown.</summary>
    /// <param name="value">The object.</param>
    /// <returns>The object, wrapped.</returns>
    public static PSObject ForErrorStream(object value)
    {
        PSObject wrapped = new(value);
        PropertyInfo property = typeof(PSObject).GetProperty("WriteStream", Members)!;
        property.SetValue(wrapped, Enum.Parse(property.PropertyType, "Error"));
        return wrapped;
    }

    /// <summary>Lets the exit statement of the next script end the pipeline with its code, rather than only the script.</summary>
    /// <param name="runspace">The session.</param>
    public static void LetExitLeaveScript(Runspace runspace)
    {
        object context = typeof(Runspace).GetProperty("ExecutionContext", Members)!.GetValue(runspace)!;
        context.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Members)!.SetValue(context, true);
    }

    /// <summary>Makes an error one of the script or function that reports it, rather than of the command by which it does.</summary>
    /// <param name="record">The error.</param>
    /// <param name="caller">The script or function.</param>
    public static void SetCaller(ErrorRecord record, InvocationInfo caller)
    {
        Call(record, typeof(ErrorRecord).GetMethod("SetInvocationInfo", Members, [typeof(InvocationInfo)])!, caller);
        typeof(ErrorRecord).GetProperty("PreserveInvocationInfoOnce", Members)!.SetValue(record, true);
    }

    /// <summary>Makes an object with the constructor that PowerShell's rules choose for the arguments.</summary>
    /// <param name="type">The type.</param>
    /// <param name="arguments">The arguments.</param>
    /// <returns>The object.</returns>
    public static object Construct(Type type, object?[] arguments)
    {
        ArgumentNullException.ThrowIfNull(type);
        MethodInfo construct = Find("System.Management.Automation.DotNetAdapter")
            .GetMethod("ConstructorInvokeDotNet", Members, [typeof(Type), typeof(ConstructorInfo[]), typeof(object[])])!;
        return Call(null, construct, type, type.GetConstructors(), arguments)!;
    }

    /// <summary>Makes the exception by which the check of an argument says that the binder should try another parameter set.</summary>
    /// <param name="message">Why.</param>
    /// <returns>The exception, to be thrown.</returns>
    public static Exception TryOtherSet(string message) => (Exception)typeof(ValidationMetadataException)
        .GetConstructor(Members, [typeof(string), typeof(bool)])!.Invoke([message, true]);

    /// <summary>Tells whether strict mode is on for a command's caller.</summary>
    /// <param name="command">The command.</param>
    /// <param name="major">The version of strict mode.</param>
    /// <returns>Whether it is on, in that version or a later one.</returns>
    public static bool IsStrict(Cmdlet command, int major)
    {
        object context = typeof(Cmdlet).GetProperty("Context", Members)!.GetValue(command)!;
        return (bool)Call(context, context.GetType().GetMethod("IsStrictVersion", Members, [typeof(int)])!, major)!;
    }

    private static FieldInfo Field(Type type, string name) =>
        type.GetField(name, Members) ?? throw new MissingFieldException(type.FullName, name);
}
