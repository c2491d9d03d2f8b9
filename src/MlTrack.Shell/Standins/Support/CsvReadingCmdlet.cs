using System.Globalization;
using System.Management.Automation;

namespace MlTrack.Shell.Standins.Support;

/// <summary>What commands that read CSV do.</summary>
public abstract class CsvReadingCmdlet : StandinCmdlet
{
    private bool _warned;

    private protected static char DelimiterOf(char delimiter, bool useCulture) =>
        useCulture ? CultureInfo.CurrentCulture.TextInfo.ListSeparator[0] : delimiter == '\0' ? ',' : delimiter;

    private protected void WriteRows(CsvReader reader)
    {
        try
        {
            reader.ReadHeader();
            foreach (PSObject row in reader.ReadRows())
            {
                if (reader.HasUnnamedColumn && !_warned)
                {
                    _warned = true;
                    WriteWarning("One or more headers were not specified. Default names starting with \"H\" have been used in place of any missing headers.");
                }

                WriteObject(row);
            }
        }
        catch (ExtendedTypeSystemException exception)
        {
            ThrowTerminatingError(new ErrorRecord(
                exception, "AlreadyPresentPSMemberInfoInternalCollectionAdd", ErrorCategory.NotSpecified, null));
        }
    }
}
