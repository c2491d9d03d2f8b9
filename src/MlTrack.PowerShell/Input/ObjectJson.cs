using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace MlTrack.Input;

/// <summary>Writes PowerShell objects as JSON. ConvertTo-Json isn't there in every host, and cuts off what lies deeper than it was told.</summary>
internal sealed class ObjectJson : IDisposable
{
    private const int Depth = 100;

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly HashSet<object> _open = new(ReferenceEqualityComparer.Instance);
    private readonly Utf8JsonWriter _writer;

    private ObjectJson() => _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { MaxDepth = Depth + 1 });

    /// <summary>Writes an object. A text that begins with { or [ is JSON already; any other becomes a JSON string.</summary>
    /// <param name="value">The object: a dictionary, a list, an object with properties, a simple value.</param>
    /// <returns>JSON text.</returns>
    public static string Write(object? value)
    {
        if (PipedReader.Unwrap(value) is string text && text.AsSpan().TrimStart() is ['{' or '[', ..])
        {
            return text;
        }

        using ObjectJson json = new();
        json.Add(value);
        json._writer.Flush();
        return Encoding.UTF8.GetString(json._buffer.WrittenSpan);
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private void Add(object? value)
    {
        switch (PipedReader.Unwrap(value))
        {
            case null:
            case DBNull:
                _writer.WriteNullValue();
                break;
            case string text:
                _writer.WriteStringValue(text);
                break;
            case bool truth:
                _writer.WriteBooleanValue(truth);
                break;
            case SwitchParameter given:
                _writer.WriteBooleanValue(given);
                break;
            case double real:
                AddReal(real, MlNumber.Format(real));
                break;
            case float real:
                AddReal(real, real.ToString("R", CultureInfo.InvariantCulture));
                break;
            case Half real:
                AddReal((double)real, real.ToString("R", CultureInfo.InvariantCulture));
                break;
            case BigInteger or decimal or int or long or short or byte or sbyte or ushort or uint or ulong:
                _writer.WriteRawValue(Convert.ToString(PipedReader.Unwrap(value), CultureInfo.InvariantCulture)!);
                break;
            case DateTime time:
                _writer.WriteStringValue(time);
                break;
            case DateTimeOffset time:
                _writer.WriteStringValue(time);
                break;
            case Enum or char or Guid or Uri or Version or TimeSpan or Type or ScriptBlock:
                _writer.WriteStringValue(Convert.ToString(PipedReader.Unwrap(value), CultureInfo.InvariantCulture));
                break;
            case object container:
                AddContainer(container, value!);
                break;
        }
    }

    // JSON has no such numbers; ConvertTo-Json writes them as text too.
    private void AddReal(double real, string text)
    {
        if (double.IsFinite(real))
        {
            _writer.WriteRawValue(text);
        }
        else
        {
            _writer.WriteStringValue(text);
        }
    }

    private void AddContainer(object container, object value)
    {
        object identity = container is PSObject wrapper ? wrapper.ImmediateBaseObject is PSCustomObject ? wrapper : wrapper.BaseObject : container;
        if (!_open.Add(identity))
        {
            throw MlErrors.InvalidValue("The object holds itself. JSON can't say that; leave out the reference.", null);
        }

        if (_open.Count > Depth)
        {
            throw MlErrors.InvalidValue(
                string.Create(CultureInfo.InvariantCulture, $"The object is nested deeper than {Depth} levels. Pick out what is needed."), null);
        }

        switch (container)
        {
            case IDictionary dictionary:
                _writer.WriteStartObject();
                foreach (DictionaryEntry entry in dictionary)
                {
                    _writer.WritePropertyName(Convert.ToString(PipedReader.Unwrap(entry.Key), CultureInfo.InvariantCulture) ?? "");
                    Add(entry.Value);
                }

                _writer.WriteEndObject();
                break;
            case IEnumerable list:
                _writer.WriteStartArray();
                foreach (object? item in list)
                {
                    Add(item);
                }

                _writer.WriteEndArray();
                break;
            default:
                AddProperties(PSObject.AsPSObject(value));
                break;
        }

        _open.Remove(identity);
    }

    private void AddProperties(PSObject source)
    {
        _writer.WriteStartObject();
        foreach (PSPropertyInfo property in source.Properties)
        {
            if (property.IsGettable)
            {
                _writer.WritePropertyName(property.Name);
                Add(ValueOf(property));
            }
        }

        _writer.WriteEndObject();
    }

    /// <summary>A property's value; null for one that can't be read now, such as the exit code of a running process.</summary>
    /// <param name="property">The property.</param>
    /// <returns>The value.</returns>
    internal static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }
}
