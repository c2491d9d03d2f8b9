using System.Text.Json;

namespace MlTrack.Stores.Artifacts.S3;

/// <summary>What MLFLOW_S3_UPLOAD_EXTRA_ARGS adds to what is stored: a JSON object of boto's argument names.</summary>
/// <param name="Headers">The headers that they mean.</param>
/// <param name="ContentType">The content type; null for the one that the file's name suggests.</param>
internal sealed record S3UploadArguments(IReadOnlyDictionary<string, string> Headers, string? ContentType)
{
    private const string Variable = "MLFLOW_S3_UPLOAD_EXTRA_ARGS";

    private static readonly Dictionary<string, string> s_headers = new(StringComparer.Ordinal)
    {
        ["ACL"] = "x-amz-acl",
        ["CacheControl"] = "Cache-Control",
        ["ContentDisposition"] = "Content-Disposition",
        ["ContentEncoding"] = "Content-Encoding",
        ["ContentLanguage"] = "Content-Language",
        ["GrantFullControl"] = "x-amz-grant-full-control",
        ["GrantRead"] = "x-amz-grant-read",
        ["GrantReadACP"] = "x-amz-grant-read-acp",
        ["GrantWriteACP"] = "x-amz-grant-write-acp",
        ["RequestPayer"] = "x-amz-request-payer",
        ["SSEKMSEncryptionContext"] = "x-amz-server-side-encryption-context",
        ["SSEKMSKeyId"] = "x-amz-server-side-encryption-aws-kms-key-id",
        ["ServerSideEncryption"] = "x-amz-server-side-encryption",
        ["StorageClass"] = "x-amz-storage-class",
        ["Tagging"] = "x-amz-tagging",
        ["WebsiteRedirectLocation"] = "x-amz-website-redirect-location",
    };

    /// <summary>Reads the variable.</summary>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: it is no JSON object, or has an argument that isn't known.</exception>
    public static S3UploadArguments FromEnvironment() => EnvironmentVariables.Text(Variable) is { } text
        ? Parse(text)
        : new(new Dictionary<string, string>(), null);

    internal static S3UploadArguments Parse(string text)
    {
        Dictionary<string, string> headers = [];
        string? contentType = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            foreach (JsonProperty argument in document.RootElement.EnumerateObject())
            {
                if (argument.NameEquals("ContentType"))
                {
                    contentType = argument.Value.GetString();
                }
                else if (argument.NameEquals("Metadata"))
                {
                    foreach (JsonProperty metadata in argument.Value.EnumerateObject())
                    {
                        headers["x-amz-meta-" + metadata.Name] = metadata.Value.GetString() ?? "";
                    }
                }
                else
                {
                    headers[s_headers.GetValueOrDefault(argument.Name) ?? throw Unknown(argument.Name)] = argument.Value.GetString() ?? "";
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The text itself may hold a key.
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Value,
                $"The environment variable {Variable} is no JSON object of texts, such as {{\"ServerSideEncryption\": \"aws:kms\"}}.",
                null, exception);
        }

        return new(headers, contentType);
    }

    private static MlException Unknown(string name) => MlErrors.InvalidValue(
        $"The environment variable {Variable} has the argument {MlText.Show(name)}, which isn't known. Known are "
        + string.Join(", ", s_headers.Keys.Append("ContentType").Append("Metadata").Order(StringComparer.Ordinal)) + ".", name);
}
