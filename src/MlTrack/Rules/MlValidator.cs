using System.Globalization;
using System.Text;
using MlTrack.Stores;

namespace MlTrack;

/// <summary>MLflow's rules of names, ids and values (MLflow 3.17.2, <c>utils/validation</c>), in the one place that knows them.</summary>
/// <remarks>Every method throws <see cref="MlException"/> with INVALID_PARAMETER_VALUE for what it refuses.</remarks>
internal static partial class MlValidator
{
    /// <summary>1 to 500 characters of anything but NUL; what the column can hold where the engine enforces it.</summary>
    public static void ExperimentName(string? name, StoreInfo store) => NonEmptyName("experiment", name, store.ExperimentNameLength);

    /// <summary>
    /// A folder or URI for artifacts: what a database can keep, but no URI with a password, which everybody who reads the store would see.
    /// </summary>
    /// <param name="location">The location; null for the default one.</param>
    public static void ArtifactLocation(string? location)
    {
        Storable("The artifact location", location ?? "", MlEntity.Value);
        if (location is not null && UriSecrets.HasPassword(location))
        {
            string shown = UriSecrets.Remove(location);
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Uri,
                $"The artifact location {MlText.Show(shown)} was given with a password, which everybody who reads the store would see. "
                + "Leave out what stands before the '@', and give credentials as the environment of who uses the artifacts.", shown);
        }
    }

    /// <summary>Anything storable; what the column can hold where the engine enforces it.</summary>
    public static void RunName(string name, StoreInfo store)
    {
        Storable("A run's name", name, MlEntity.Name);
        if (MlText.IsLongerThan(name, store.RunNameLength))
        {
            throw MlErrors.InvalidName(
                Invariant($"The run name {MlText.Show(name)} is too long: this store takes up to {store.RunNameLength} characters."), name);
        }
    }

    /// <summary>Letters, digits, '_' and '-', up to 256, beginning with a letter or digit. MLflow checks this in get_run alone.</summary>
    public static void RunId(string? runId)
    {
        if (string.IsNullOrEmpty(runId))
        {
            throw MlErrors.InvalidId("A run id must not be empty. A run's id has 32 hexadecimal digits; Find-MlRun lists the runs.", runId);
        }

        if (runId.Length > MlLimits.RunIdLength || !IsIdentifier(runId))
        {
            throw MlErrors.InvalidId(
                $"{MlText.Show(runId)} is no run id. A run's id has 32 hexadecimal digits; Find-MlRun lists the runs.", runId);
        }
    }

    /// <summary>Letters, digits, '_' and '-', up to 64. A SQL store also wants a whole number.</summary>
    public static void ExperimentId(string? experimentId)
    {
        if (string.IsNullOrEmpty(experimentId))
        {
            throw MlErrors.InvalidId("An experiment id must not be empty. Get-MlExperiment lists the experiments.", experimentId);
        }

        if (experimentId.Length > 64 || !IsIdentifier(experimentId))
        {
            throw MlErrors.InvalidId(
                $"{MlText.Show(experimentId)} is no experiment id. Get-MlExperiment lists the experiments.", experimentId);
        }
    }

    /// <summary>The key of a metric, param or tag: 1 to 250 letters, digits (any alphabet), <c>_ - . / :</c> and blanks, and a clean path.</summary>
    /// <param name="kind">'metric', 'param' or 'tag', for the message.</param>
    /// <param name="key">The key.</param>
    public static void Key(string kind, string? key)
    {
        if (string.IsNullOrEmpty(key))
        {
            throw MlErrors.InvalidName($"The key of a {kind} must not be empty.", key);
        }

        if (MlText.IsLongerThan(key, MlLimits.KeyLength))
        {
            throw MlErrors.InvalidName(
                Invariant($"The {kind} key {MlText.Show(key)} is too long: up to {MlLimits.KeyLength} characters are allowed."), key);
        }

        foreach (Rune rune in key.EnumerateRunes())
        {
            if (!IsKeyCharacter(rune))
            {
                throw MlErrors.InvalidName(
                    $"The {kind} key {MlText.Show(key)} holds {MlText.Show(rune.ToString())}. Keys may hold letters, digits, blanks and _ - . / :",
                    key);
            }
        }

        if (!IsCleanPath(key))
        {
            throw MlErrors.InvalidName(
                $"The {kind} key {MlText.Show(key)} can't be used, because as a path it means another name. Leave out '.', '..', "
                + "'//' and a '/' at either end.", key);
        }
    }

    /// <summary>A param's value; longer than 6000 characters it is cut, or refused, by MLFLOW_TRUNCATE_LONG_VALUES.</summary>
    public static string ParamValue(string key, string? value, bool truncate, Action<string>? warn) =>
        LongValue("param", key, value, MlLimits.ParamValueLength, truncate, warn);

    /// <summary>A run tag's value; longer than the column it is cut, or refused, by MLFLOW_TRUNCATE_LONG_VALUES.</summary>
    public static string TagValue(string key, string? value, StoreInfo store, bool truncate, Action<string>? warn) =>
        LongValue("tag", key, value, store.RunTagValueLength, truncate, warn);

    /// <summary>An experiment tag's value; MLflow refuses long ones and never cuts them.</summary>
    public static string ExperimentTagValue(string key, string? value, StoreInfo store) =>
        LongValue("tag", key, value, store.ExperimentTagValueLength, truncate: false, warn: null);

    /// <summary>Milliseconds since the epoch; not before it.</summary>
    public static void Timestamp(string what, long milliseconds)
    {
        if (milliseconds < 0)
        {
            throw MlErrors.InvalidValue(
                Invariant($"The time of {what} is {milliseconds} ms, before 1970-01-01 UTC. Give a later date, or milliseconds since then."),
                milliseconds);
        }
    }

    /// <summary>A path that stays the same, and inside, when it is normalised as POSIX does.</summary>
    public static bool IsCleanPath(string path)
    {
        if (path.Length == 0 || path.StartsWith('/') || path.EndsWith('/') || path.StartsWith("..", StringComparison.Ordinal))
        {
            return false;
        }

        // Most keys have one part, and a pipeline checks a hundred thousand of them.
        return path.Contains('/', StringComparison.Ordinal)
            ? !Array.Exists(path.Split('/'), segment => segment is "" or "." or "..")
            : path != ".";
    }

    private static void NonEmptyName(string kind, string? name, int limit)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw MlErrors.InvalidName($"The name of an {kind} must not be empty.", name);
        }

        Storable($"The name of an {kind}", name, MlEntity.Name);
        if (MlText.IsLongerThan(name, limit))
        {
            throw MlErrors.InvalidName(
                Invariant($"The {kind} name {MlText.Show(name)} is too long: up to {limit} characters are allowed."), name);
        }
    }

    private static string LongValue(string kind, string key, string? value, int limit, bool truncate, Action<string>? warn)
    {
        if (value is null)
        {
            throw MlErrors.InvalidValue($"The value of {kind} {MlText.Show(key)} is null. Give a text; '' is one.", key);
        }

        Storable($"The value of {kind} {MlText.Show(key)}", value, MlEntity.Value);
        if (!MlText.IsLongerThan(value, limit))
        {
            return value;
        }

        string tooLong = Invariant($"The value of {kind} {MlText.Show(key)} has {MlText.CountCodePoints(value)} characters");
        if (!truncate)
        {
            throw MlErrors.InvalidValue(
                Invariant($"{tooLong}; up to {limit} are allowed. Shorten it, or store it as an artifact."), key);
        }

        warn?.Invoke(Invariant($"{tooLong} and was cut to {limit}. Set MLFLOW_TRUNCATE_LONG_VALUES=false to make this an error."));
        return MlText.Truncate(value, limit);
    }

    private static void Storable(string what, string text, MlEntity entity)
    {
        int index = MlText.IndexOfUnstorable(text);
        if (index >= 0)
        {
            string found = text[index] == '\0' ? "a NUL character" : "half of a surrogate pair";
            throw new MlException(
                MlErrorCode.InvalidParameterValue, entity,
                Invariant($"{what} holds {found} at position {index}, which no database can keep: {MlText.Show(text)}."), text);
        }
    }

    private static bool IsKeyCharacter(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '-' or '.' or '/' or ':' or ' '
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsIdentifier(string id)
    {
        foreach (char c in id)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-'))
            {
                return false;
            }
        }

        return char.IsAsciiLetterOrDigit(id[0]);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
