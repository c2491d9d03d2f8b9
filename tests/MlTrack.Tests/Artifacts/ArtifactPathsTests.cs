namespace MlTrack.Tests.Artifacts;

public class ArtifactPathsTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("a/b.txt")]
    [InlineData("a b/#1/100%/%2e%2e")]
    [InlineData("Übung/日本語/😀.png")]
    [InlineData(".hidden")]
    [InlineData("..a")]
    [InlineData("a..")]
    [InlineData("...")]
    [InlineData("ab:c")]
    [InlineData("1:b")]
    [InlineData("CON")]
    [InlineData(" ")]
    [InlineData("a.artifact.uploading.b")]
    public void Names_are_user_data(string path)
    {
        Assert.Equal(path, ArtifactPaths.File(path));
        Assert.Equal(path, ArtifactPaths.Folder(path));
    }

    [Theory]
    [InlineData("..", "'..'")]
    [InlineData("../a", "'..'")]
    [InlineData("a/../b", "'..'")]
    [InlineData("a/..", "'..'")]
    [InlineData("/a", "absolute")]
    [InlineData("/", "absolute")]
    [InlineData("//a", "absolute")]
    [InlineData(".", "'.'")]
    [InlineData("./a", "'.'")]
    [InlineData("a/./b", "'.'")]
    [InlineData("a//b", "//")]
    [InlineData("a/", "ends with '/'")]
    [InlineData("C:", "drive letter")]
    [InlineData("C:/a", "drive letter")]
    [InlineData("c:a", "drive letter")]
    [InlineData("a:b", "drive letter")]
    [InlineData(@"C:\a", "backslash")]
    [InlineData(@"a\b", "backslash")]
    [InlineData(@"..\a", "backslash")]
    [InlineData(@"\\server\share", "backslash")]
    [InlineData("a\0b", "control")]
    [InlineData("a\nb", "control")]
    [InlineData("a\u007f", "control")]
    [InlineData(".artifact.uploading.x", "unfinished")]
    [InlineData("a/.artifact.uploading.x/b", "unfinished")]
    public void What_is_no_clean_relative_path_is_refused_with_its_reason(string path, string reason)
    {
        foreach (Func<string?, string> check in new Func<string?, string>[] { ArtifactPaths.File, ArtifactPaths.Folder })
        {
            MlException error = Assert.Throws<MlException>(() => check(path));
            Assert.Equal(MlErrorCode.InvalidParameterValue, error.ErrorCode);
            Assert.Equal(MlEntity.Name, error.Entity);
            Assert.Equal(path, error.Target);
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [Fact]
    public void Nothing_is_the_root_as_a_folder_and_an_error_as_a_file()
    {
        Assert.Equal("", ArtifactPaths.Folder(null));
        Assert.Equal("", ArtifactPaths.Folder(""));
        Assert.Throws<MlException>(() => ArtifactPaths.File(null));
        Assert.Throws<MlException>(() => ArtifactPaths.File(""));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused()
    {
        MlException error = Assert.Throws<MlException>(() => ArtifactPaths.File("a/" + '\ud800'));
        Assert.Contains("surrogate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_a_million_characters_makes_a_short_message()
    {
        MlException error = Assert.Throws<MlException>(() => ArtifactPaths.File("/" + new string('x', 1_000_000)));
        Assert.True(error.Message.Length < 400);
    }

    [Theory]
    [InlineData("", "a", "a")]
    [InlineData("a", "", "a")]
    [InlineData("a", "b/c", "a/b/c")]
    public void Paths_are_put_together(string folder, string path, string expected) =>
        Assert.Equal(expected, ArtifactPaths.Join(folder, path));

    [Fact]
    public void Paths_are_taken_apart()
    {
        Assert.Equal("c", ArtifactPaths.Name("a/b/c"));
        Assert.Equal("c", ArtifactPaths.Name("c"));
        Assert.Equal("a/b", ArtifactPaths.Parent("a/b/c"));
        Assert.Equal("", ArtifactPaths.Parent("c"));
    }

    [Fact]
    public void Order_is_that_of_code_points()
    {
        // Python's sorted() and the UTF-8 order of object stores; UTF-16 order would put the emoji before U+FF21.
        string[] sorted = ["", "A", "B", "a", "a-b", "a/b", "aa", "é", "日", "\uff21", "😀", "😀a", "😁"];
        string[] shuffled = [.. sorted.Reverse()];
        Array.Sort(shuffled, ArtifactPaths.Compare);
        Assert.Equal(sorted, shuffled);
    }
}
