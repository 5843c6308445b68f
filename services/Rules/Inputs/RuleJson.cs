using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>
/// JSON of this library. Inputs state their currency once and write amounts as plain decimal strings; results carry
/// {"amount","currency"}.
/// </summary>
public static class RuleJson
{
    /// <summary>Results: camelCase, nulls left out, money with its currency.</summary>
    public static JsonSerializerOptions Results { get; } = Build();

    /// <summary>Inputs and documents that state their currency once: an amount is a plain decimal string. For writing only.</summary>
    public static JsonSerializerOptions PlainAmounts { get; } = Build(new PlainAmount());

    /// <summary>A copy of an object with one more member; the reader's own members stay untouched.</summary>
    /// <exception cref="ArgumentException">Not an object.</exception>
    internal static JsonElement With(JsonElement value, string name, object member)
    {
        if (value.ValueKind != JsonValueKind.Object) throw new ArgumentException("Only an object takes a member.", nameof(value));
        var copy = JsonObject.Create(value)!;
        copy[name] = JsonSerializer.SerializeToNode(member, PlainAmounts);
        return JsonSerializer.SerializeToElement(copy);
    }

    private static JsonSerializerOptions Build(params JsonConverter[] converters)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        };
        foreach (var converter in converters) options.Converters.Add(converter);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>An amount without its currency, which the document states once.</summary>
    private sealed class PlainAmount : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Inputs are read by InputReader, which knows the document's currency.");

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Amount);
    }
}
