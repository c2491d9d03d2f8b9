using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlTrack.Bench.Contenders;

/// <summary>
/// Hears of every statement that connections of this process run, by SQLite's own trace: a connection's user can't hide one. Only
/// connections opened while a counter lives are heard.
/// </summary>
internal sealed unsafe partial class StatementCounter : IDisposable
{
    private const uint TraceStatement = 1;

    private static readonly List<string> s_heard = [];

    public StatementCounter()
    {
        s_heard.Clear();
        if (AutoExtension(&Attach) != 0)
        {
            throw new InvalidOperationException("SQLite takes no extension here.");
        }
    }

    /// <summary>Takes what was heard since the last time.</summary>
    public static IReadOnlyList<string> Take()
    {
        string[] heard = [.. s_heard];
        s_heard.Clear();
        return heard;
    }

    public void Dispose() => _ = CancelAutoExtension(&Attach);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Attach(nint database, nint error, nint api)
    {
        _ = Trace(database, TraceStatement, &Hear, 0);
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Hear(uint kind, nint context, nint statement, nint sql)
    {
        // A comment stands for a trigger's own statement: no work that the caller asked for.
        string? text = Marshal.PtrToStringUTF8(sql);
        if (text is not null && !text.StartsWith("--", StringComparison.Ordinal))
        {
            s_heard.Add(text);
        }

        return 0;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_auto_extension")]
    private static partial int AutoExtension(delegate* unmanaged[Cdecl]<nint, nint, nint, int> entry);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_cancel_auto_extension")]
    private static partial int CancelAutoExtension(delegate* unmanaged[Cdecl]<nint, nint, nint, int> entry);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_trace_v2")]
    private static partial int Trace(nint database, uint mask, delegate* unmanaged[Cdecl]<uint, nint, nint, nint, int> callback, nint context);
}
