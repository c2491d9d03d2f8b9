using System.Runtime.CompilerServices;
using MlTrack.Stores.Artifacts.S3;
using MlTrack.TestNeeds.ObjectStores;

namespace MlTrack.Stores.Tests.Artifacts.Objects;

/// <summary>Opens stores on s3rver.</summary>
internal static class S3Access
{
    // Once for the process: other tests run beside.
    [ModuleInitializer]
    internal static void SetCredentials()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", S3Server.Key);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", S3Server.Key);
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
    }

    public static string NewRoot() => $"s3://{S3Server.Bucket}/{Guid.NewGuid():N}/artifacts";

    public static S3Settings Settings(string address) =>
        new() { Endpoint = address, IsPathStyle = true, Upload = new(new Dictionary<string, string>(), null) };

    public static IArtifactStore Open(string root, string? address = null) =>
        new S3ArtifactStore(root, Settings(address ?? S3Server.Common.Address));
}
