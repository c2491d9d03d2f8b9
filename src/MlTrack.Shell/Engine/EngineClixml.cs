using System.Reflection;
using System.Xml;

namespace MlTrack.Shell.Engine;

/// <summary>Writes and reads objects in the engine's own XML, several to a file, as Export-Clixml and Import-Clixml do.</summary>
internal static class EngineClixml
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    private static readonly Type s_writer = EngineInternals.Find("System.Management.Automation.Serializer");
    private static readonly Type s_reader = EngineInternals.Find("System.Management.Automation.Deserializer");
    private static readonly MethodInfo s_write = s_writer.GetMethod("Serialize", Members, [typeof(object)])!;
    private static readonly MethodInfo s_end = s_writer.GetMethod("Done", Members, [])!;
    private static readonly MethodInfo s_isEnd = s_reader.GetMethod("Done", Members, [])!;
    private static readonly MethodInfo s_read = s_reader.GetMethod("Deserialize", Members, [])!;

    /// <summary>Starts to write.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="depth">How deep; null: as each type says.</param>
    /// <returns>What takes the objects.</returns>
    public static object Begin(XmlWriter writer, int? depth) => depth is null
        ? s_writer.GetConstructor(Members, [typeof(XmlWriter)])!.Invoke([writer])
        : s_writer.GetConstructor(Members, [typeof(XmlWriter), typeof(int), typeof(bool)])!.Invoke([writer, depth.Value, true]);

    /// <summary>Writes an object.</summary>
    /// <param name="serializer">What takes the objects.</param>
    /// <param name="value">The object.</param>
    public static void Write(object serializer, object? value) => EngineInternals.Call(serializer, s_write, value);

    /// <summary>Ends writing.</summary>
    /// <param name="serializer">What takes the objects.</param>
    public static void End(object serializer) => EngineInternals.Call(serializer, s_end);

    /// <summary>Reads all objects.</summary>
    /// <param name="reader">Where from.</param>
    /// <returns>The objects.</returns>
    public static IEnumerable<object?> Read(XmlReader reader)
    {
        object deserializer = s_reader.GetConstructor(Members, [typeof(XmlReader)])!.Invoke([reader]);
        while (!(bool)EngineInternals.Call(deserializer, s_isEnd)!)
        {
            yield return EngineInternals.Call(deserializer, s_read);
        }
    }
}
