using System.Data;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlTrack.Stores.ModelFormat;

namespace MlTrack.Stores.Tests.ModelFormat;

/// <summary>What shows in examples, and how they are written; each expectation is what MLflow 2.22.5 and 3.17.2 say of the same data.</summary>
public sealed class InputExampleTests
{
    [Theory]
    [InlineData("""[{"x": 2.0}]""", "double")]
    [InlineData("""[{"x": 2}]""", "long")]
    [InlineData("""[{"x": 2}, {"x": 2.5}]""", "double")]
    [InlineData("""[{"x": 2}, {"x": null}]""", "double", false)]
    [InlineData("""[{"x": "a"}, {}]""", "string", false)]
    [InlineData("""[{"x": true}]""", "boolean")]
    [InlineData("""[{"x": null}]""", "any", false)]
    [InlineData("""[{"x": "a"}, {"x": 1}]""", "any")]
    [InlineData("""{"dataframe_split": {"columns": ["x"], "data": [[1.0]]}}""", "double")]
    [InlineData("""{"dataframe_records": [{"x": 1}]}""", "long")]
    [InlineData("""{"columns": ["x"], "data": [[1], [2]]}""", "long")]
    [InlineData("""{"x": 1}""", "long")]
    public void JsonSaysTheTypesOfColumns(string json, string type, bool isRequired = true)
    {
        Assert.Equal(
            "[{\"type\": \"" + type + "\", \"name\": \"x\", \"required\": " + (isRequired ? "true" : "false") + "}]",
            InputExample.Parse(json).Signature.Inputs);
    }

    public static TheoryData<object, string> Columns => new()
    {
        { 2.0, "double" },
        { 2f, "float" },
        { 2m, "double" },
        { 2, "long" },
        { (short)2, "integer" },
        { (byte)2, "integer" },
        { 2U, "long" },
        { double.NaN, "double" },
        { new byte[] { 1, 2 }, "binary" },
        { new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Unspecified), "datetime" },
        { new DateTimeOffset(2024, 1, 2, 0, 0, 0, TimeSpan.FromHours(2)), "datetime" },
        { new DateOnly(2024, 1, 2), "datetime" },
        { Guid.Empty, "string" },
        { 'c', "string" },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public void ObjectsSayTheTypesOfColumns(object value, string type)
    {
        InputExample example = InputExample.Parse(new[] { new Dictionary<string, object?> { ["x"] = value } });
        Assert.Equal(type, (string?)JsonNode.Parse(example.Signature.Inputs!)![0]!["type"]);
    }

    [Fact]
    public void ListsAndObjectsInColumnsAreArraysAndObjects()
    {
        string? Infer(object value) => InputExample.Parse(new Dictionary<string, object?> { ["a"] = value }).Signature.Inputs;
        Assert.Equal("[{\"type\": \"array\", \"items\": {\"type\": \"long\"}, \"name\": \"a\", \"required\": true}]", Infer(new object[] { 1, 2 }));
        Assert.Equal("[{\"type\": \"array\", \"items\": {\"type\": \"integer\"}, \"name\": \"a\", \"required\": true}]", Infer(new[] { 1, 2 }));
        Assert.Equal(
            "[{\"type\": \"array\", \"items\": {\"type\": \"array\", \"items\": {\"type\": \"double\"}}, \"name\": \"a\", \"required\": true}]",
            Infer(new object[] { new[] { 1.0 }, Array.Empty<double>() }));
        Assert.Equal("[{\"type\": \"any\", \"name\": \"a\", \"required\": true}]", Infer(Array.Empty<object>()));
        Assert.Equal(
            "[{\"type\": \"array\", \"items\": {\"type\": \"object\", \"properties\": {\"k\": {\"type\": \"long\", \"required\": true}, "
            + "\"s\": {\"type\": \"string\", \"required\": false}}}, \"name\": \"a\", \"required\": true}]",
            Infer(new object[] { new Dictionary<string, object?> { ["s"] = "x", ["k"] = 1 }, new Dictionary<string, object?> { ["k"] = 2 } }));
    }

    public static TheoryData<object, string, string, string> Tensors => new()
    {
        { new[] { 1.0, 2.0 }, "float64", "[-1]", "[1.0, 2.0]" },
        { new[] { 1f, 2.5f }, "float32", "[-1]", "[1.0, 2.5]" },
        { new[] { 1, 2 }, "int32", "[-1]", "[1, 2]" },
        { new object[] { 1, 2 }, "int64", "[-1]", "[1, 2]" },
        { new object[] { 1, 2.5 }, "float64", "[-1]", "[1, 2.5]" },
        { new object[] { new object[] { 1.0, 2.0 }, new object[] { 3.0, 4.0 } }, "float64", "[-1, 2]", "[[1.0, 2.0], [3.0, 4.0]]" },
        { new[,] { { 1.0, 2.0, 3.0 } }, "float64", "[-1, 3]", "[[1.0, 2.0, 3.0]]" },
        { new byte[] { 1, 2 }, "uint8", "[-1]", "[1, 2]" },
        { new object[] { new byte[] { 1, 2 } }, "uint8", "[-1, 2]", "[[1, 2]]" },
        { new[] { true, false }, "bool", "[-1]", "[true, false]" },
        { new[] { 1, double.NaN, double.PositiveInfinity, 1e300 }, "float64", "[-1]", "[1.0, null, Infinity, 1e+300]" },
        { "[[1.0, 2]]", "float64", "[-1, 2]", "[[1.0, 2]]" },
        { """{"inputs": [[1.0, 2.0]]}""", "float64", "[-1, 2]", "[[1.0, 2.0]]" },
        { """{"instances": [1, 2]}""", "int64", "[-1]", "[1, 2]" },
    };

    [Theory]
    [MemberData(nameof(Tensors))]
    public void ListsOfNumbersAreTensors(object given, string kind, string shape, string text)
    {
        InputExample example = InputExample.Parse(given);
        Assert.Equal(
            "[{\"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"" + kind + "\", \"shape\": " + shape + "}}]", example.Signature.Inputs);
        Assert.Equal(text, example.Text);
        Assert.Equal("ndarray", (string?)example.Info["type"]);
    }

    [Theory]
    [InlineData("""{"inputs": {"x": [[1.0, 2.0]], "y": ["a"]}}""")]
    [InlineData("""{"instances": [{"x": [1.0, 2.0], "y": "a"}]}""")]
    public void WhatAScoringServerTakesMayHaveNames(string json)
    {
        InputExample example = InputExample.Parse(json);
        Assert.Equal(
            "[{\"name\": \"x\", \"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"float64\", \"shape\": [-1, 2]}}, "
            + "{\"name\": \"y\", \"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"str\", \"shape\": [-1]}}]", example.Signature.Inputs);
        Assert.Equal("""{"x": [[1.0, 2.0]], "y": ["a"]}""", example.Text);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"inputs": {"x": [[1.0, 2.0]], "y": ["a"]}}"""), JsonNode.Parse(example.ServingText)));
    }

    [Theory]
    [InlineData("""{"columns": ["a", "NaN"], "data": [[1.0, "NaN, Infinity\\\\"], [NaN, "y"]]}""")]
    [InlineData("""{"columns": ["a", "b"], "data": [[-Infinity, Infinity], [NaN, 1.5]]}""")]
    public void WhatPythonWritesIntoJsonIsRead(string json)
    {
        InputExample example = InputExample.Parse(json);
        Assert.Equal(json, example.Text);
        Assert.StartsWith("[{\"type\": \"double\", \"name\": \"a\", \"required\": false}", example.Signature.Inputs, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[-NaN]")]
    [InlineData("[NaNa]")]
    [InlineData("[1NaN]")]
    [InlineData("[nan]")]
    public void WhatIsNoNumberInPythonEitherIsRefused(string json) =>
        Assert.Equal(MlErrorCode.InvalidParameterValue, Assert.Throws<MlException>(() => InputExample.Parse(json)).ErrorCode);

    [Fact]
    public void AnExampleIsWrittenAsMlflowWritesIt()
    {
        InputExample example = InputExample.Parse(new[]
        {
            new Dictionary<string, object?>
            {
                ["x"] = 2.0, ["n"] = 1, ["t"] = new DateTimeOffset(2024, 1, 2, 2, 0, 0, TimeSpan.FromHours(2)), ["b"] = new byte[] { 1, 2 },
            },
            new Dictionary<string, object?>
            {
                ["x"] = double.NaN, ["n"] = 2, ["t"] = new DateTime(2024, 1, 2, 3, 4, 5, 500, DateTimeKind.Unspecified), ["b"] = new byte[] { 3 },
            },
        });
        Assert.Equal(
            "{\"columns\": [\"x\", \"n\", \"t\", \"b\"], \"data\": [[2.0, 1, \"2024-01-02T00:00:00.000000\", \"AQI=\\n\"], "
            + "[NaN, 2, \"2024-01-02T03:04:05.500000\", \"Aw==\\n\"]]}", example.Text);
        Assert.StartsWith(
            "{\n  \"dataframe_split\": {\n    \"columns\": [\n      \"x\",\n      \"n\",\n", example.ServingText, StringComparison.Ordinal);
        Assert.Contains("[\n        2.0,\n        1,\n", example.ServingText, StringComparison.Ordinal);
    }

    [Fact]
    public void TablesSayTheTypesOfTheirColumns()
    {
        using DataTable table = new();
        table.Columns.Add("d", typeof(double));
        table.Columns.Add("i", typeof(int));
        table.Columns.Add("s", typeof(string));
        table.Columns.Add("n", typeof(long));
        const string Form = "[{\"type\": \"double\", \"name\": \"d\", \"required\": true}, {\"type\": \"integer\", \"name\": \"i\", \"required\": true}, "
            + "{\"type\": \"string\", \"name\": \"s\", \"required\": {0}}, {\"type\": \"{1}\", \"name\": \"n\", \"required\": {0}}]";
        string Inputs(string required, string type) =>
            Form.Replace("{0}", required, StringComparison.Ordinal).Replace("{1}", type, StringComparison.Ordinal);
        Assert.Equal(Inputs("true", "long"), InputExample.Parse(table).Signature.Inputs);
        table.Rows.Add(2.0, 1, DBNull.Value, DBNull.Value);
        string rows = Inputs("false", "double");
        Assert.Equal(rows, InputExample.Parse(table).Signature.Inputs);
        Assert.Equal(rows, InputExample.Parse(table.DefaultView).Signature.Inputs);
        Assert.Equal(rows, InputExample.Parse(table.Select()).Signature.Inputs);
        Assert.Equal(rows, InputExample.Parse(table.Rows).Signature.Inputs);
        Assert.Equal("""{"columns": ["d", "i", "s", "n"], "data": [[2.0, 1, null, null]]}""", InputExample.Parse(table.Rows[0]).Text);
    }

    public static TheoryData<object> Refused => new()
    {
        "3", "{}", "[{}]", "[]", "[[]]", "[[1, 2], [3]]", "[1, [2]]", "[[1], 2]", "[1, \"a\"]", "[true, 1]", "[{\"x\": 1}, 3]", "nope",
        "{\"dataframe_split\": 3}", "{\"dataframe_split\": {\"columns\": [\"a\"], \"data\": [[1, 2]]}}", "{\"inputs\": 3}",
        "{\"instances\": {}}", "{\"instances\": [{\"x\": 1}, {\"y\": 1}]}", "{\"columns\": [\"a\", \"a\"], \"data\": [[1, 2]]}",
        "{\"inputs\": {\"x\": [1, [2]]}}", "{\"inputs\": [[1.0]], \"params\": {\"a\": 1}}", new object[] { 1, DateTime.UnixEpoch }, new object(), 5, Array.Empty<double>(),
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhatIsNoExampleIsRefused(object given)
    {
        MlException refused = Assert.Throws<MlException>(() => InputExample.Parse(given));
        Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Value), (refused.ErrorCode, refused.Entity));
    }
}
