// Scripts know this type by its name in PowerShell.
namespace Microsoft.PowerShell.Commands;

/// <summary>The exception of an error that is written as a text.</summary>
public sealed class WriteErrorException : SystemException
{
    /// <summary>Makes an exception.</summary>
    public WriteErrorException()
        : base("Error.")
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">The text.</param>
    public WriteErrorException(string? message)
        : base(message)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">The text.</param>
    /// <param name="innerException">Its cause.</param>
    public WriteErrorException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
