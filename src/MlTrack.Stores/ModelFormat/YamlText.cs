using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MlTrack.Stores.ModelFormat;

/// <summary>
/// YAML as MLflow writes it (PyYAML's safe dialect), read into JSON and written from it. A hostile file can't make more of itself than it
/// has bytes: tags are refused, and what aliases would multiply is counted.
/// </summary>
internal static partial class YamlText
{
    private const int LongestFile = 16 << 20;
    private const int Depth = 100;
    private const int Nodes = 200_000;

    // What YAML itself means by a value; PyYAML's tags for objects of Python begin in the same way.
    private static readonly HashSet<string> s_tags = new(
        new[] { "str", "int", "float", "bool", "null", "map", "seq", "timestamp" }.Select(tag => "tag:yaml.org,2002:" + tag),
        StringComparer.Ordinal);

    /// <summary>Reads a document.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">The file, for messages.</param>
    /// <returns>The mapping at its root.</returns>
    public static JsonObject Read(string text, string what)
    {
        if (text.Length > LongestFile)
        {
            throw Bad(what, "it is longer than 16 MiB", null);
        }

        try
        {
            Reader reader = new(new Parser(new StringReader(text)), what);
            return reader.ReadDocument() as JsonObject ?? throw Bad(what, "it holds no mapping", null);
        }
        catch (YamlException exception)
        {
            throw Bad(what, exception.Message.Split('\n')[0], exception);
        }
    }

    /// <summary>Writes a mapping, its keys sorted as PyYAML sorts them.</summary>
    /// <param name="root">The mapping.</param>
    /// <param name="isSorted">Whether to sort the keys.</param>
    /// <returns>The text, lines ended by LF.</returns>
    public static string Write(JsonObject root, bool isSorted = true)
    {
        StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Emitter emitter = new(text, new EmitterSettings(2, int.MaxValue, false, Depth, true, false));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, root, isSorted);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    internal static MlException Bad(string what, string why, Exception? cause) => new(
        MlErrorCode.InvalidParameterValue, MlEntity.Value,
        $"{MlText.Show(what)} can't be read as YAML: {why}. Is it the MLmodel of a model's folder?", what, cause);

    private static void Emit(Emitter emitter, JsonNode? node, bool isSorted)
    {
        switch (node)
        {
            case JsonObject mapping:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, mapping.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach ((string key, JsonNode? value) in isSorted ? mapping.OrderBy(pair => pair.Key, StringComparer.Ordinal) : (IEnumerable<KeyValuePair<string, JsonNode?>>)mapping)
                {
                    emitter.Emit(Text(key));
                    Emit(emitter, value, isSorted);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, list.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (JsonNode? item in list)
                {
                    Emit(emitter, item, isSorted);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue value when value.TryGetValue(out string? text):
                emitter.Emit(Text(text));
                break;
            default:
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, Plain(node), ScalarStyle.Plain, true, false));
                break;
        }
    }

    // JSON's numbers with an exponent are texts to PyYAML unless they have a point and a sign.
    private static string Plain(JsonNode? node)
    {
        string text = node is null ? "null" : PythonNumbers.Write(node, ".nan", ".inf") ?? node.ToJsonString();
        int exponent = text.IndexOfAny(['e', 'E']);
        if (node is null || exponent < 0 || text is "true" or "false")
        {
            return text;
        }

        string mantissa = text[..exponent].Contains('.', StringComparison.Ordinal) ? text[..exponent] : text[..exponent] + ".0";
        string power = text[(exponent + 1)..];
        return mantissa + "e" + (power[0] is '+' or '-' ? power : "+" + power);
    }

    private static Scalar Text(string text) => new(
        AnchorName.Empty, TagName.Empty, text,
        SafePlain().IsMatch(text) && !IsWord(text) ? ScalarStyle.Plain
            : text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff') ? ScalarStyle.DoubleQuoted
            : ScalarStyle.SingleQuoted,
        true, true);

    private static bool IsWord(string text) => text.ToLowerInvariant()
        is "null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n" or "nan" or "inf";

    [GeneratedRegex(@"^[A-Za-z_/][A-Za-z0-9_./@=<>-]*$")]
    private static partial Regex SafePlain();

    private sealed class Reader(IParser parser, string what)
    {
        private readonly Dictionary<AnchorName, (JsonNode? Node, int Size)> _anchors = [];
        private int _count;

        public JsonNode? ReadDocument()
        {
            parser.Consume<StreamStart>();
            return parser.TryConsume<DocumentStart>(out _) ? ReadNode(0) : null;
        }

        private JsonNode? ReadNode(int depth)
        {
            if (depth > Depth)
            {
                throw Bad(what, "it is nested too deep", null);
            }

            Count(1);
            if (parser.Current is AnchorAlias alias)
            {
                parser.MoveNext();
                if (!_anchors.TryGetValue(alias.Value, out (JsonNode? Node, int Size) known))
                {
                    throw Bad(what, "an alias leads nowhere", null);
                }

                Count(known.Size);
                return known.Node?.DeepClone();
            }

            int before = _count;
            NodeEvent start = parser.Current as NodeEvent ?? throw Bad(what, "it ends too early", null);
            if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific && !s_tags.Contains(start.Tag.Value))
            {
                throw Bad(what, $"it has the tag {MlText.Show(start.Tag.Value)}", null);
            }

            parser.MoveNext();
            JsonNode? node = start switch
            {
                Scalar scalar => Value(scalar),
                SequenceStart => ReadSequence(depth),
                _ => ReadMapping(depth),
            };
            if (!start.Anchor.IsEmpty)
            {
                _anchors[start.Anchor] = (node, _count - before);
            }

            return node;
        }

        private JsonArray ReadSequence(int depth)
        {
            JsonArray list = [];
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                list.Add(ReadNode(depth + 1));
            }

            return list;
        }

        private JsonObject ReadMapping(int depth)
        {
            JsonObject mapping = [];
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                string key = parser.Consume<Scalar>().Value;
                mapping[key] = ReadNode(depth + 1);
            }

            return mapping;
        }

        private void Count(int nodes)
        {
            _count += nodes;
            if (_count > Nodes)
            {
                throw Bad(what, "it has too many nodes", null);
            }
        }

        // What is in quotes is text; the rest is read as PyYAML reads it, as far as JSON has such values.
        private static JsonValue? Value(Scalar scalar)
        {
            string text = scalar.Value;
            bool isText = scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:str");
            return isText ? JsonValue.Create(text)
                : text switch
                {
                    "" or "~" or "null" or "Null" or "NULL" => null,
                    "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => JsonValue.Create(true),
                    "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => JsonValue.Create(false),
                    _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => JsonValue.Create(whole),
                    ".nan" or ".NaN" or ".NAN" => JsonValue.Create(double.NaN),
                    ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => JsonValue.Create(double.PositiveInfinity),
                    "-.inf" or "-.Inf" or "-.INF" => JsonValue.Create(double.NegativeInfinity),
                    _ when Real().IsMatch(text) => JsonValue.Create(double.Parse(text, CultureInfo.InvariantCulture)),
                    _ => JsonValue.Create(text),
                };
        }
    }

    [GeneratedRegex(@"^[-+]?[0-9]*\.[0-9]*([eE][-+][0-9]+)?$(?<=[0-9]\.?.*)")]
    private static partial Regex Real();
}
