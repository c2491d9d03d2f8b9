using System.Management.Automation;
using System.Reflection;
using System.Text;

namespace MlTrack.Shell.Engine;

/// <summary>
/// Opens files the way the engine does for commands like Export-Csv and Out-File: paths from the session's location, with wildcards and
/// drives, and with the engine's errors.
/// </summary>
public static class EngineFiles
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.NonPublic;

    private static readonly Type s_paths = EngineInternals.Find("System.Management.Automation.PathUtils");
    private static readonly MethodInfo s_resolve = s_paths.GetMethod(
        "ResolveFilePath", Statics, [typeof(string), typeof(PSCmdlet), typeof(bool)])!;

    private static readonly MethodInfo s_read = s_paths.GetMethod(
        "OpenStreamReader", Statics, [typeof(PSCmdlet), typeof(string), typeof(Encoding), typeof(bool)])!;

    private static readonly MethodInfo s_write = s_paths.GetMethods(Statics).Single(method =>
        method.Name == "MasterStreamOpen"
        && method.GetParameters() is [{ ParameterType: var first }, _, { ParameterType: var third }, ..]
        && first == typeof(PSCmdlet) && third == typeof(Encoding));

    private static readonly ArgumentTransformationAttribute s_encoding = (ArgumentTransformationAttribute)Activator.CreateInstance(
        EngineInternals.Find("System.Management.Automation.ArgumentToEncodingTransformationAttribute"), nonPublic: true)!;

    /// <summary>Finds the file that a path means.</summary>
    /// <param name="command">The command that was given the path.</param>
    /// <param name="path">The path.</param>
    /// <param name="isLiteral">Whether wildcards are to be taken as they are.</param>
    /// <returns>The full path.</returns>
    public static string Resolve(PSCmdlet command, string path, bool isLiteral) =>
        (string)EngineInternals.Call(null, s_resolve, path, command, isLiteral)!;

    /// <summary>Opens a file to read.</summary>
    /// <param name="command">The command that was given the path.</param>
    /// <param name="path">The path.</param>
    /// <param name="encoding">How the file is encoded, where it doesn't say so itself.</param>
    /// <param name="isLiteral">Whether wildcards are to be taken as they are.</param>
    /// <returns>A reader.</returns>
    public static StreamReader OpenRead(PSCmdlet command, string path, Encoding encoding, bool isLiteral) =>
        (StreamReader)EngineInternals.Call(null, s_read, command, path, encoding, isLiteral)!;

    /// <summary>Opens a file to write.</summary>
    /// <param name="command">The command that was given the path.</param>
    /// <param name="path">The path.</param>
    /// <param name="encoding">How to encode.</param>
    /// <param name="append">Whether to keep what is there.</param>
    /// <param name="force">Whether to write to a read-only file.</param>
    /// <param name="noClobber">Whether to refuse a file that is there.</param>
    /// <param name="isLiteral">Whether wildcards are to be taken as they are.</param>
    /// <returns>The file.</returns>
    public static OutputFile OpenWrite(
        PSCmdlet command, string path, Encoding encoding, bool append, bool force, bool noClobber, bool isLiteral)
    {
        object?[] arguments = [command, path, encoding, false, append, force, noClobber, null, null, null, isLiteral];
        EngineInternals.Call(null, s_write, arguments);
        return new OutputFile((FileStream)arguments[7]!, (StreamWriter)arguments[8]!, (FileInfo?)arguments[9]);
    }

    /// <summary>Reads the name of an encoding.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="value">A name, a code page or an encoding.</param>
    /// <returns>The encoding, or the value as it was.</returns>
    public static object ToEncoding(EngineIntrinsics engine, object value) => s_encoding.Transform(engine, value);
}
