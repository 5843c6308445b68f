using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>A currency of ISO 4217: its three-letter code and the decimal places of its minor unit. JSON: the code.</summary>
[JsonConverter(typeof(CurrencyJsonConverter))]
public sealed record Currency
{
    private Currency(string code, int minorDigits)
    {
        Code = code;
        MinorDigits = minorDigits;
    }

    /// <summary>"CNY".</summary>
    public string Code { get; }

    /// <summary>0 for JPY, 2 for CNY, 3 for KWD.</summary>
    public int MinorDigits { get; }

    /// <summary>The known currency of this code.</summary>
    /// <exception cref="ArgumentException">Not a known code.</exception>
    public static Currency Of(string code) => TryOf(code, out var currency)
        ? currency
        : throw new ArgumentException($"'{code}' is not a known ISO 4217 currency.", nameof(code));

    /// <summary>The known currency of this code; codes are upper case.</summary>
    public static bool TryOf(string? code, [NotNullWhen(true)] out Currency? currency)
    {
        currency = null;
        return code is not null && Table.TryGetValue(code, out currency);
    }

    /// <summary>All known codes, ascending.</summary>
    public static IEnumerable<string> Codes => Table.Keys.Order(StringComparer.Ordinal);

    public override string ToString() => Code;

    // Active currencies of ISO 4217 with their minor units, without funds codes and precious metals.
    private static readonly Dictionary<string, Currency> Table = Build(
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (2, "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP "
            + "CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES "
            + "KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK "
            + "NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB "
            + "TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW"));

    private static Dictionary<string, Currency> Build(params (int Digits, string Codes)[] groups) => groups
        .SelectMany(group => group.Codes.Split(' ').Select(code => new Currency(code, group.Digits)))
        .ToDictionary(currency => currency.Code, StringComparer.Ordinal);
}

/// <summary>A currency as its code.</summary>
public sealed class CurrencyJsonConverter : JsonConverter<Currency>
{
    public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new RejectedJsonException(Problems.WrongType(null, "a currency code", "货币代码"));
        var code = reader.GetString()!;
        return Currency.TryOf(code, out var currency) ? currency : throw new RejectedJsonException(Problems.UnknownCurrency(null, code));
    }

    public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
}
