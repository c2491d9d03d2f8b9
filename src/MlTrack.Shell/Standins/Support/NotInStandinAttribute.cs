namespace MlTrack.Shell.Standins.Support;

/// <summary>Names the parameters of the original that a stand-in doesn't have, so that it can refuse them by name.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NotInStandinAttribute : Attribute
{
    /// <summary>Names parameters.</summary>
    /// <param name="parameters">Their names.</param>
    public NotInStandinAttribute(params string[] parameters) => Parameters = parameters;

    /// <summary>The parameters' names.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>Those of them that are switches.</summary>
    public string[] Switches { get; set; } = [];
}
