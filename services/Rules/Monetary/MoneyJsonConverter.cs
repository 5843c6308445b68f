using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>
/// {"amount":"840000.00","currency":"CNY"}. Strict: both members once, no other, amount a string with no more places than
/// the currency has.
/// </summary>
public sealed class MoneyJsonConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new RejectedJsonException(Problems.WrongType(null, "an amount with its currency", "带货币的金额"));

        string? amount = null;
        string? code = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "amount": amount = Once(amount, name, ref reader); break;
                case "currency": code = Once(code, name, ref reader); break;
                default: throw new RejectedJsonException(Problems.UnknownMember(name));
            }
        }

        if (amount is null) throw new RejectedJsonException(Problems.Missing("amount"));
        if (code is null) throw new RejectedJsonException(Problems.Missing("currency"));
        if (!Currency.TryOf(code, out var currency)) throw new RejectedJsonException(Problems.UnknownCurrency("currency", code));
        return Money.Read(amount, currency, out var rejection) ?? throw new RejectedJsonException(rejection!.At("amount"));
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("amount", value.Amount);
        writer.WriteString("currency", value.Currency.Code);
        writer.WriteEndObject();
    }

    private static string Once(string? earlier, string name, ref Utf8JsonReader reader)
    {
        if (earlier is not null) throw new RejectedJsonException(Problems.DuplicateMember(name));
        if (reader.TokenType != JsonTokenType.String)
            throw new RejectedJsonException(Problems.WrongType(name, "a string", "字符串"));
        return reader.GetString()!;
    }
}
