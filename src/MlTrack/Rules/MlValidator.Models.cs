using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MlTrack.Stores;

namespace MlTrack;

/// <content>The rules of the registry (MLflow 3.17.2; 2.22.5 let more names through, which stay usable).</content>
internal static partial class MlValidator
{
    /// <summary>The name of a model that is there: anything storable of 1 to 256 characters, for MLflow 2 took names with '/' and ':'.</summary>
    public static void ModelName([NotNull] string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw MlErrors.InvalidName("The name of a registered model must not be empty. Get-MlModel lists the models.", name);
        }

        Storable("The name of a registered model", name, MlEntity.Name);
        if (MlText.IsLongerThan(name, MlLimits.ModelNameLength))
        {
            throw MlErrors.InvalidName(
                Invariant($"The model name {MlText.Show(name)} is too long: up to {MlLimits.ModelNameLength} characters are allowed."), name);
        }
    }

    /// <summary>The name of a model to be: without '/' and ':', which stand for something else in a models: URI, and no '.' or '..'.</summary>
    public static void NewModelName(string? name)
    {
        ModelName(name);
        if (name.AsSpan().ContainsAny('/', ':') || !IsCleanPath(name))
        {
            throw MlErrors.InvalidName(
                $"The model name {MlText.Show(name)} can't be used: leave out '/' and ':', and don't begin with '..'. Then models:/<name>/1 "
                + "can name its versions.", name);
        }
    }

    /// <summary>A version's number: 1 or more.</summary>
    public static void ModelVersion(int version)
    {
        if (version < 1)
        {
            throw MlErrors.InvalidValue(Invariant($"{version} is no version of a model: versions count from 1."), version);
        }
    }

    /// <summary>An alias as it may be stored: letters, digits, '_' and '-', up to 255.</summary>
    public static void Alias([NotNull] string? alias)
    {
        if (string.IsNullOrEmpty(alias))
        {
            throw MlErrors.InvalidName("An alias must not be empty.", alias);
        }

        if (MlText.IsLongerThan(alias, MlLimits.AliasLength))
        {
            throw MlErrors.InvalidName(
                Invariant($"The alias {MlText.Show(alias)} is too long: up to {MlLimits.AliasLength} characters are allowed."), alias);
        }

        if (!alias.All(c => char.IsLetterOrDigit(c) || c is '_' or '-'))
        {
            throw MlErrors.InvalidName($"The alias {MlText.Show(alias)} can't be used: letters, digits, '_' and '-' are allowed.", alias);
        }
    }

    /// <summary>An alias to be set: not 'latest', and not 'v' with a number, which would look like a version.</summary>
    public static void NewAlias([NotNull] string? alias)
    {
        Alias(alias);
        bool isVersion = alias.Length > 1 && alias[0] is 'v' or 'V' && alias.AsSpan(1).ToString().All(char.IsDigit);
        if (isVersion || alias.Equals(Stores.ModelUri.LatestWord, StringComparison.OrdinalIgnoreCase))
        {
            throw MlErrors.InvalidName(
                $"The alias {MlText.Show(alias)} is reserved: 'latest' and 'v' with a number mean versions. Choose another, such as champion.",
                alias);
        }
    }

    /// <summary>The description of a model or version: up to 5000 characters.</summary>
    public static void ModelDescription(string? description)
    {
        if (description is not null)
        {
            Limited("The description", description, MlLimits.ModelDescriptionLength);
        }
    }

    /// <summary>The value of a model's tag; never cut.</summary>
    public static void ModelTag(string key, string? value) => RegistryTag(key, value, MlLimits.ModelTagValueLength);

    /// <summary>The value of a version's tag; never cut.</summary>
    public static void ModelVersionTag(string key, string? value, StoreInfo store) =>
        RegistryTag(key, value, store.ModelVersionTagValueLength);

    /// <summary>Where a version comes from: anything that isn't empty and fits in the column.</summary>
    public static void ModelSource(string? source, StoreInfo store)
    {
        if (string.IsNullOrWhiteSpace(source))
        {
            throw MlErrors.InvalidUri("The source of a model version must not be empty. Give a path or a URI such as runs:/<run id>/model.", source);
        }

        Limited("The source", source, store.ModelSourceLength);
    }

    private static void RegistryTag(string key, string? value, int limit)
    {
        Key("tag", key);
        LongValue("tag", key, value, limit, truncate: false, warn: null);
    }

    private static void Limited(string what, string text, int limit)
    {
        Storable(what, text, MlEntity.Value);
        if (MlText.IsLongerThan(text, limit))
        {
            throw MlErrors.InvalidValue(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what} has {MlText.CountCodePoints(text)} characters; up to {limit} are allowed: {MlText.Show(text)}."), text);
        }
    }
}
