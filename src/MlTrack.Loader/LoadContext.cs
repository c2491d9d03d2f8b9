using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace MlTrack.Loader;

/// <summary>
/// Holds the module's drivers apart from every other module's: what lies in <c>private/</c> is loaded here, everything else, MlTrack.dll
/// with the public types among it, comes from the default context.
/// </summary>
public sealed class LoadContext : AssemblyLoadContext
{
    private static readonly object s_lock = new();
    private static LoadContext? s_instance;

    private readonly string _privateFolder;
    private Assembly? _module;

    private LoadContext(string privateFolder)
        : base("MlTrack", isCollectible: false) => _privateFolder = privateFolder;

    /// <summary>Loads the cmdlets, once for the process.</summary>
    /// <param name="binFolder">The folder that holds this assembly and <c>private/</c>; counts at the first call only.</param>
    /// <returns>The assembly with the cmdlets, for <c>Import-Module -Assembly</c>.</returns>
    public static Assembly Initialize(string binFolder)
    {
        lock (s_lock)
        {
            s_instance ??= new LoadContext(Path.Combine(binFolder, "private"));
            return s_instance._module ??= s_instance.LoadFromAssemblyPath(
                Path.Combine(s_instance._privateFolder, "MlTrack.PowerShell.dll"));
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The folder decides: what isn't in private/ is the default context's, so that its types exist once.
        string path = Path.Combine(_privateFolder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    /// <inheritdoc/>
    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        // No dependency file is at work in a module's folder, so the runtime doesn't know where natives lie.
        List<string> tried = [];
        foreach (string rid in CandidateRids())
        {
            foreach (string fileName in CandidateNames(unmanagedDllName))
            {
                string path = Path.Combine(_privateFolder, "runtimes", rid, "native", fileName);
                if (File.Exists(path) && NativeLibrary.TryLoad(path, out IntPtr handle))
                {
                    return handle;
                }

                tried.Add(path);
            }
        }

        // Returning zero lets the runtime look in the system's own places, which is right for libc and its kin; a library that the
        // module ships must come from the module.
        return Directory.Exists(Path.Combine(_privateFolder, "runtimes")) && IsShipped(unmanagedDllName)
            ? throw new DllNotFoundException(
                $"The native library '{unmanagedDllName}' for {RuntimeInformation.RuntimeIdentifier} could not be loaded. Tried: "
                + string.Join("; ", tried))
            : IntPtr.Zero;
    }

    private static IEnumerable<string> CandidateRids()
    {
        string architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return new[] { RuntimeInformation.RuntimeIdentifier, $"{system}-{architecture}", $"linux-musl-{architecture}" }
            .Where(rid => !rid.StartsWith("linux-musl", StringComparison.Ordinal) || system == "linux")
            .Distinct();
    }

    private static IEnumerable<string> CandidateNames(string name)
    {
        yield return name;
        if (OperatingSystem.IsWindows())
        {
            yield return name + ".dll";
        }
        else
        {
            string extension = OperatingSystem.IsMacOS() ? ".dylib" : ".so";
            yield return "lib" + name + extension;
            yield return name + extension;
        }
    }

    private bool IsShipped(string name) => Directory
        .EnumerateFiles(Path.Combine(_privateFolder, "runtimes"), "*", SearchOption.AllDirectories)
        .Any(file => Path.GetFileNameWithoutExtension(file) is string stem && (stem == name || stem == "lib" + name));
}
