using System.Text.Json.Nodes;
using MlTrack.Stores.ModelFormat;

namespace MlTrack.Stores.Tests.ModelFormat;

public sealed class YamlTextTests
{
    public static TheoryData<string> Texts =>
    [
        "plain", "", " ", "1.0", "1e5", "true", "No", "null", "~", "- a", "a: b", "# c", "it's", "\"q\"", "two\nlines", "tab\t", "é 日本", "@x", "0x1F",
        "2026-01-01", "trail ", "[1]", "{a}", "a #b", "!tag", "&a", "*a", "%", "|", ">", "\u2028", "x: ", "=", "12:30:45", "\u0001",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void TextsComeBackAsTheyWere(string text)
    {
        JsonObject root = new() { [text.Length == 0 ? "k" : text] = text, ["list"] = new JsonArray(text) };
        JsonObject read = YamlText.Read(YamlText.Write(root), "x");
        Assert.True(JsonNode.DeepEquals(root, read), YamlText.Write(root));
    }

    [Fact]
    public void OtherValuesComeBackAsTheyWere()
    {
        JsonObject root = new()
        {
            ["a"] = new JsonObject { ["empty"] = new JsonObject(), ["none"] = new JsonArray(), ["null"] = null },
            ["numbers"] = new JsonArray(1, -2, 0.5, 1e22, 1.5e-7, long.MaxValue),
            ["truths"] = new JsonArray(true, false),
        };
        Assert.Equal(JsonLine.Of(root), JsonLine.Of(YamlText.Read(YamlText.Write(root), "x")));
    }

    [Fact]
    public void NumbersThatJsonHasNoWordForComeBackToo()
    {
        JsonObject read = YamlText.Read("a: .nan\nb: -.inf\nc: [.inf, '.nan', nan]\n", "x");
        Assert.Equal("{\"a\": NaN, \"b\": -Infinity, \"c\": [Infinity, \".nan\", \"nan\"]}", JsonLine.Of(read));
        Assert.Equal("a: .nan\nb: -.inf\nc:\n- .inf\n- '.nan'\n- 'nan'\n", YamlText.Write((JsonObject)read.DeepClone()));
    }

    [Fact]
    public void WhatPyYamlWritesIsRead()
    {
        JsonObject read = YamlText.Read(
            "flavors:\n  a: &id001\n    k: [1, 2.5, null, ~, yes, 'yes']\n  b: *id001\ntext: 'folded\n  line'\nblock: |\n  one\n  two\n", "x");
        Assert.Equal(
            "{\"flavors\": {\"a\": {\"k\": [1, 2.5, null, null, true, \"yes\"]}, \"b\": {\"k\": [1, 2.5, null, null, true, \"yes\"]}}, "
            + "\"text\": \"folded line\", \"block\": \"one\\ntwo\\n\"}", JsonLine.Of(read));
    }

    [Fact]
    public void HostileFilesAreRefused()
    {
        string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 30).Select(
            i => FormattableString.Invariant($"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}]\n")));
        foreach (string text in new[]
        {
            bomb, new string('[', 100_000), "a: " + new string('[', 200) + new string(']', 200), "a: !!python/object:os.system x", "a: !x y",
            "a: *nowhere", "- 1", "", "a: [1", "a: {b", "\u0001", "a: b: c", "? [a]\n: b",
        })
        {
            Assert.Equal(MlErrorCode.InvalidParameterValue, Assert.Throws<MlException>(() => YamlText.Read(text, "MLmodel")).ErrorCode);
        }
    }
}
