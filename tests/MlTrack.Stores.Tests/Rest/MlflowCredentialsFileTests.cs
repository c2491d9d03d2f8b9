using MlTrack.Stores.Rest;
using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Rest;

/// <summary>~/.mlflow/credentials, read as Python's configparser reads it for MLflow (3.17.2).</summary>
public sealed class MlflowCredentialsFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("[mlflow]\nmlflow_tracking_username = me\nmlflow_tracking_password = p=w:d # all of it\n", "me", "p=w:d # all of it")]
    [InlineData("# c\r\n\r\n[other]\r\nmlflow_tracking_username=x\r\n[mlflow]\r\n; c\r\nMLFLOW_tracking_USERNAME: me\r\n", "me", null)]
    [InlineData("[DEFAULT]\nmlflow_tracking_username=d\nmlflow_tracking_password=e\n[mlflow]\nmlflow_tracking_password=100%%\n", "d", "100%")]
    [InlineData("[DEFAULT]\nmlflow_tracking_username=d\n", null, null)]
    [InlineData("[MLflow]\nmlflow_tracking_username=d\n", null, null)]
    [InlineData("[mlflow]\nmlflow_tracking_username=\n", null, null)]
    [InlineData("[mlflow] # ours\n mlflow_tracking_username=me\nno key\n", "me", null)]
    [InlineData("", null, null)]
    public void User_and_password_are_read(string text, string? user, string? password)
    {
        File.WriteAllText(_path, text);
        Assert.Equal((user, password), MlflowCredentialsFile.Read(_path));
    }

    [Fact]
    public void A_missing_file_holds_nothing() => Assert.Equal((null, null), MlflowCredentialsFile.Read(_path));

    [Fact]
    public void A_single_percent_sign_is_an_error_that_doesn_t_show_the_password()
    {
        File.WriteAllText(_path, "[mlflow]\nmlflow_tracking_password = s3cret%x\n");
        MlException failure = Assert.ThrowsAny<MlException>(() => MlflowCredentialsFile.Read(_path));
        Assert.Contains("mlflow_tracking_password", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }
}
