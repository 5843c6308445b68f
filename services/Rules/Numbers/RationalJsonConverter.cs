using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>An exact number as a JSON string. A JSON number is refused: its digits may already be lost.</summary>
public sealed class RationalJsonConverter : JsonConverter<Rational>
{
    public override Rational Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new RejectedJsonException(Problems.WrongType(null, "a string holding a decimal or a fraction", "写成字符串的小数或分数"));
        var text = reader.GetString();
        return Rational.TryParse(text, out var value) ? value : throw new RejectedJsonException(Problems.NotANumber(null, text!));
    }

    public override void Write(Utf8JsonWriter writer, Rational value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
