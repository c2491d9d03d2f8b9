using System.Management.Automation;
using System.Management.Automation.Internal;

namespace MlTrack.Shell.Standins.Support;

/// <summary>Small questions about PowerShell's values.</summary>
internal static class Values
{
    /// <summary>Takes the wrapper off.</summary>
    /// <param name="value">A value.</param>
    /// <returns>What it wraps; a custom object stays as it is.</returns>
    public static object? Unwrap(object? value) => value is PSObject wrapped && wrapped != AutomationNull.Value
        ? wrapped.BaseObject is PSCustomObject ? wrapped : wrapped.BaseObject
        : value is PSObject ? null : value;

    /// <summary>Tells whether a pipeline object is one at all.</summary>
    /// <param name="value">The object.</param>
    /// <returns>False for null, and where nothing was piped.</returns>
    public static bool IsPresent(PSObject? value) => value is not null && value != AutomationNull.Value;
}
