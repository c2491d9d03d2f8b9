using MlTrack.Search;

namespace MlTrack;

/// <summary>A filter or order that can't be understood. <see cref="Exception.Message"/> shows the place with a caret line.</summary>
public sealed class MlFilterException : MlException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The explanation, with the filter and a caret line under the place.</param>
    /// <param name="text">The filter or order as the user wrote it.</param>
    /// <param name="position">Where the mistake starts: characters (UTF-16 units) from the start of <paramref name="text"/>, from 0.</param>
    /// <param name="length">How many characters are at fault; 0 when something is missing at <paramref name="position"/>.</param>
    public MlFilterException(string message, string text, int position, int length)
        : base(MlErrorCode.InvalidParameterValue, MlEntity.Filter, message, text)
    {
        Text = text;
        Position = position;
        Length = length;
    }

    /// <summary>The filter or order as the user wrote it.</summary>
    public string Text { get; }

    /// <summary>Where the mistake starts, in characters from the start of <see cref="Text"/>, from 0.</summary>
    public int Position { get; }

    /// <summary>How many characters are at fault; 0 when something is missing at <see cref="Position"/>.</summary>
    public int Length { get; }

    /// <summary>
    /// The place by itself: the filter or order on one line and carets on the next. Each line begins with a bar, so that the carets stay in
    /// their columns where a view takes blanks off.
    /// </summary>
    public string Place => Draw(100);

    /// <summary>The explanation alone, the first line of the message.</summary>
    internal string Explanation => Message.Split('\n', 2)[0];

    /// <summary>Draws the place.</summary>
    /// <param name="width">How many characters of the filter to show at most.</param>
    /// <returns>As <see cref="Place"/>.</returns>
    internal string Draw(int width) => CaretText.Draw(Text, Position, Length, width, "| ");
}
