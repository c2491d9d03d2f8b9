using System.Buffers;

namespace MlTrack.Stores;

/// <summary>
/// Reads a CSV file piece by piece, counts its records and picks out a few of them. Commas and line breaks in quotes are content; empty
/// lines are no records; a quote opens only where a field begins; LF, CR LF and CR end a line, one as the other, as pandas has it.
/// </summary>
/// <param name="delimiter">What stands between the fields.</param>
/// <param name="sample">Gets the records that were picked out, the first one of the file among them, without their line breaks.</param>
internal sealed class CsvScanner(byte delimiter, Action<ReadOnlyMemory<byte>> sample)
{
    private const byte Quote = (byte)'"';
    private const byte LineFeed = (byte)'\n';
    private const byte Return = (byte)'\r';

    // All records of a file that isn't big, and of others some of each piece: a column that turns from numbers to texts halfway should be
    // noticed.
    private const int WholeBytes = 16 << 20;
    private const int RecordsOfPiece = 16;
    private const int LongestSample = 1 << 20;

    private readonly ArrayBufferWriter<byte> _record = new();
    private long _position;
    private long _recordStart;
    private long _opened;
    private long _closed = -1;
    private int _quota = RecordsOfPiece;
    private bool _isQuoted;
    private bool _isPicked = true;
    private byte _last = LineFeed;

    /// <summary>The records so far, the header among them.</summary>
    public long Records { get; private set; }

    /// <summary>Where a quote stands that nothing has closed, in bytes from the beginning; null if there is none.</summary>
    public long? OpenQuote => _isQuoted ? _opened : null;

    /// <summary>Reads the next piece.</summary>
    /// <param name="piece">The bytes.</param>
    public void Append(ReadOnlySpan<byte> piece)
    {
        _quota = RecordsOfPiece;
        int i = 0;
        int copied = 0;
        while (i < piece.Length)
        {
            int hit = _isQuoted ? piece[i..].IndexOf(Quote) : piece[i..].IndexOfAny(Quote, LineFeed, Return);
            if (hit < 0)
            {
                break;
            }

            i += hit;
            byte before = i > 0 ? piece[i - 1] : _last;
            if (_isQuoted)
            {
                _isQuoted = false;
                _closed = _position + i;
            }
            else if (piece[i] == Quote)
            {
                // Behind a quote that has just closed, it is one of two that stand for one.
                bool isDoubled = _closed == _position + i - 1;
                _isQuoted = isDoubled || _position + i == _recordStart || before == delimiter;
                _opened = _isQuoted && !isDoubled ? _position + i : _opened;
            }
            else
            {
                Copy(piece[copied..i]);
                bool isPair = piece[i] == Return && i + 1 < piece.Length && piece[i + 1] == LineFeed;
                EndRecord(_position + i, isPair ? 2 : 1);
                i += isPair ? 1 : 0;
                copied = i + 1;
            }

            i++;
        }

        Copy(piece[copied..]);
        _position += piece.Length;
        _last = piece.Length > 0 ? piece[^1] : _last;
    }

    /// <summary>Ends the last record, which may have no line break.</summary>
    public void Finish()
    {
        if (_position > _recordStart)
        {
            EndRecord(_position, 0);
        }
    }

    private void EndRecord(long end, int lineBreak)
    {
        bool isEmpty = end == _recordStart;
        _recordStart = end + lineBreak;
        if (isEmpty)
        {
            return;
        }

        Records++;
        if (_isPicked && _record.WrittenCount <= LongestSample)
        {
            sample(_record.WrittenMemory);
        }

        _record.ResetWrittenCount();
        _isPicked = end < WholeBytes || _quota-- > 0;
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        if (_isPicked && _record.WrittenCount <= LongestSample)
        {
            _record.Write(bytes);
        }
    }
}
