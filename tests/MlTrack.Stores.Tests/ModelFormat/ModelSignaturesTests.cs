using MlTrack.Stores.ModelFormat;

namespace MlTrack.Stores.Tests.ModelFormat;

/// <summary>Signatures that MLflow 2.22.5 and 3.17.2 load are taken, and those that they refuse aren't.</summary>
public sealed class ModelSignaturesTests
{
    [Theory]
    [InlineData("""[{"type": "double"}, {"type": "long", "required": true}]""")]
    [InlineData("""[{"type": "double", "name": "x", "required": false}]""")]
    [InlineData("""[{"type": "array", "items": {"type": "array", "items": {"type": "long"}}, "name": "x"}]""")]
    [InlineData("""[{"type": "object", "properties": {"Name": {"type": "long", "required": false}}, "name": "x"}]""")]
    [InlineData("""[{"type": "map", "values": {"type": "any"}, "name": "x"}]""")]
    [InlineData("""[{"type": "any", "name": "x"}]""")]
    [InlineData("""[{"type": "sparkml_vector", "name": "x"}]""")]
    [InlineData("""[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 4]}}]""")]
    [InlineData("""[{"name": "a", "type": "tensor", "tensor-spec": {"dtype": "str", "shape": []}}, {"name": "b", "type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [2]}}]""")]
    public void WhatMlflowLoadsIsTaken(string inputs)
    {
        Assert.Equal(inputs, ModelSignatures.Check(new MlModelSignature { Inputs = inputs }).Inputs);
        Assert.Equal(inputs, ModelSignatures.Check(new MlModelSignature { Outputs = inputs }).Outputs);
    }

    [Theory]
    [InlineData("[]", "inputs are an empty list")]
    [InlineData("{}", "inputs must be a list")]
    [InlineData("[3]", "inputs[0] must be an object")]
    [InlineData("""[{"name": "x"}]""", "inputs[0] has the type null")]
    [InlineData("""[{"type": "Double"}]""", "inputs[0] has the type 'Double'")]
    [InlineData("""[{"type": "double", "nam": "x"}]""", "inputs[0] has 'nam'")]
    [InlineData("""[{"type": "double", "name": ""}]""", "inputs[0] has the name ''")]
    [InlineData("""[{"type": "double", "name": 3}]""", "inputs[0] has the name '3'")]
    [InlineData("""[{"type": "double", "name": "x"}, {"type": "long"}]""", "with a name and without")]
    [InlineData("""[{"type": "double", "name": "x"}, {"type": "long", "name": "x"}]""", "have the name 'x' twice")]
    [InlineData("""[{"type": "double", "required": false}]""", "inputs[0] is not required and has no name")]
    [InlineData("""[{"type": "double", "name": "x", "required": "yes"}]""", "inputs[0] has required 'yes'")]
    [InlineData("""[{"type": "array", "name": "x"}]""", "needs items")]
    [InlineData("""[{"type": "array", "items": "long", "name": "x"}]""", "needs items")]
    [InlineData("""[{"type": "array", "items": {"type": "nope"}, "name": "x"}]""", "inputs[0].items has the type 'nope'")]
    [InlineData("""[{"type": "object", "name": "x"}]""", "needs properties")]
    [InlineData("""[{"type": "object", "properties": {}, "name": "x"}]""", "is empty")]
    [InlineData("""[{"type": "object", "properties": {"a": 3}, "name": "x"}]""", "inputs[0].properties.a")]
    [InlineData("""[{"type": "map", "name": "x"}]""", "needs values")]
    [InlineData("""[{"type": "tensor"}]""", "tensor without tensor-spec")]
    [InlineData("""[{"type": "tensor", "tensor-spec": {"dtype": "string", "shape": [-1]}}]""", "has the dtype 'string'")]
    [InlineData("""[{"type": "tensor", "tensor-spec": {"dtype": "float32"}}]""", "has the shape null")]
    [InlineData("""[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": ["a"]}}]""", "has the shape")]
    [InlineData("""[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1]}}, {"type": "double"}]""", "mix tensors and columns")]
    [InlineData("""[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1]}}, {"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1]}}]""", "several tensors")]
    [InlineData("""[{"type": "double", "type": "long"}]""", "read as JSON")]
    public void WhatMlflowRefusesIsRefusedWithThePlace(string inputs, string message) =>
        Refused(new MlModelSignature { Inputs = inputs }, message);

    [Theory]
    [InlineData("""[{"name": "a", "type": "double", "default": 1, "shape": null}]""")]
    [InlineData("""[{"name": "a", "dtype": "long", "default": null}]""")]
    [InlineData("""[{"name": "a", "type": "long", "default": [1, null], "shape": [-1]}]""")]
    [InlineData("""[{"name": "a", "type": "datetime", "default": "2024-01-02T03:04:05.5"}]""")]
    [InlineData("""[{"name": "a", "type": "object", "properties": {"k": {"type": "long"}, "o": {"type": "string", "required": false}}, "default": {"k": 1}}]""")]
    public void ParamsThatMlflowLoadsAreTaken(string parameters) =>
        Assert.Equal(parameters, ModelSignatures.Check(new MlModelSignature { Params = parameters }).Params);

    [Theory]
    [InlineData("""[{"name": "a", "type": "long", "default": "notlong"}]""", "params[0] has the default 'notlong'")]
    [InlineData("""[{"name": "a", "type": "long", "default": 1.5}]""", "isn't a value of type long")]
    [InlineData("""[{"name": "a", "type": "boolean", "default": 1}]""", "isn't a value of type boolean")]
    [InlineData("""[{"name": "a", "type": "string", "default": 1}]""", "isn't a value of type string")]
    [InlineData("""[{"name": "a", "type": "datetime", "default": "soon"}]""", "isn't a value of type datetime")]
    [InlineData("""[{"name": "a", "type": "long", "default": 1, "shape": [-1]}]""", "isn't a list of values of type long")]
    [InlineData("""[{"name": "a", "type": "long", "default": [1], "shape": [2]}]""", "params[0] has the shape")]
    [InlineData("""[{"name": "a", "type": "long"}]""", "has no default")]
    [InlineData("""[{"type": "long", "default": 1}]""", "has no name")]
    [InlineData("""[{"name": "a", "type": "binary", "default": "x"}]""", "has the type 'binary'")]
    [InlineData("""[{"name": "a", "type": "long", "default": 1, "foo": 2}]""", "has 'foo'")]
    [InlineData("""[{"name": "a", "type": "long", "default": 1}, {"name": "a", "type": "long", "default": 2}]""", "params[1] has the name 'a' again")]
    [InlineData("""[{"name": "a", "type": "object", "properties": {"k": {"type": "long"}}, "default": {}}]""", "isn't a value of type object")]
    [InlineData("""[{"name": "a", "type": "object", "properties": {"k": {"type": "long"}}, "default": {"k": "x"}}]""", "isn't a value of type object")]
    public void ParamsThatMlflowRefusesAreRefused(string parameters, string message) =>
        Refused(new MlModelSignature { Params = parameters }, message);

    [Fact]
    public void ASignatureThatSaysNothingIsRefused()
    {
        Refused(new MlModelSignature(), "says nothing");
        Refused(new MlModelSignature { Params = "[]" }, "says nothing");
    }

    private static void Refused(MlModelSignature signature, string message)
    {
        MlException refused = Assert.Throws<MlException>(() => ModelSignatures.Check(signature));
        Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Value), (refused.ErrorCode, refused.Entity));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }
}
