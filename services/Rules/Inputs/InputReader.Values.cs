using System.Globalization;
using System.Text.Json;

namespace Ledger.Rules;

/// <summary>Single values.</summary>
public sealed partial class InputReader
{
    /// <summary>A text of 1 to <paramref name="limit"/> characters.</summary>
    public string? String(string name, int limit = RuleLimits.Text) => ReadString(name, Take(name, true), limit);

    /// <inheritdoc cref="String"/>
    public string? OptionalString(string name, int limit = RuleLimits.Text) => ReadString(name, Take(name, false), limit);

    /// <summary>An identifier: letters, digits and hyphens.</summary>
    public string? Identifier(string name) => ReadIdentifier(Of(name), Take(name, true));

    /// <inheritdoc cref="Identifier"/>
    public string? OptionalIdentifier(string name) => ReadIdentifier(Of(name), Take(name, false));

    /// <summary>A sentence in both languages: {"en":..,"zh":..}.</summary>
    public Text? Text(string name) => Object(name) is { } reader ? ReadText(reader) : null;

    /// <inheritdoc cref="Text"/>
    public Text? OptionalText(string name) => OptionalObject(name) is { } reader ? ReadText(reader) : null;

    /// <summary>true or false.</summary>
    public bool? Boolean(string name)
    {
        if (Take(name, true) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Add(Problems.WrongType(Of(name), "true or false", "true 或 false"));
        return null;
    }

    /// <summary>A whole JSON number within bounds (inclusive).</summary>
    public int? Integer(string name, int low, int high)
    {
        if (Take(name, true) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number) || value.GetRawText() == "-0")
        {
            Add(Problems.WrongType(Of(name), "a whole number", "整数"));
            return null;
        }

        if (number >= low && number <= high) return number;
        Add(Problems.OutOfRange(Of(name), Problems.Invariant(number), Problems.Invariant(low), Problems.Invariant(high)));
        return null;
    }

    /// <summary>A date "yyyy-MM-dd".</summary>
    public DateOnly? Date(string name) => ReadDate(name, Take(name, true));

    /// <inheritdoc cref="Date"/>
    public DateOnly? OptionalDate(string name) => ReadDate(name, Take(name, false));

    /// <summary>A span of days {"from":..,"to":..}, both ends included.</summary>
    public Period? Period(string name)
    {
        if (Object(name) is not { } reader) return null;
        var from = reader.Date("from");
        var to = reader.Date("to");
        reader.Close();
        if (from is not { } first || to is not { } last) return null;
        if (first <= last) return new Period(first, last);
        Add(Problems.DatesNotOrdered(reader.Of("to"), first, last));
        return null;
    }

    /// <summary>A member of a closed set, as its kebab-case name.</summary>
    public T? OneOf<T>(string name) where T : struct, Enum
    {
        if (String(name) is not { } text) return null;
        if (KebabCase.Find<T>(text) is { } value) return value;
        Add(Problems.UnknownValue(Of(name), text, KebabCase.Names<T>()));
        return null;
    }

    /// <summary>The code of a known currency.</summary>
    public Currency? Currency(string name)
    {
        if (String(name) is not { } code) return null;
        if (Rules.Currency.TryOf(code, out var currency)) return currency;
        Add(Problems.UnknownCurrency(Of(name), code));
        return null;
    }

    /// <summary>An exact number in a string, of any sign.</summary>
    public Rational? Number(string name) => ReadNumber(Of(name), Take(name, true));

    /// <inheritdoc cref="Number"/>
    public Rational? OptionalNumber(string name) => ReadNumber(Of(name), Take(name, false));

    /// <summary>An exact number between 0 and 1 (inclusive): a rate or share.</summary>
    public Rational? Share(string name) => Within(name, Number(name), Rational.Zero, Rational.One);

    /// <summary>An exact number of at least 0.</summary>
    public Rational? NotNegative(string name) => AtLeastZero(name, Number(name));

    /// <inheritdoc cref="NotNegative"/>
    public Rational? OptionalNotNegative(string name) => AtLeastZero(name, OptionalNumber(name));

    /// <summary>An exact number above 0.</summary>
    public Rational? Positive(string name)
    {
        if (Number(name) is not { } value) return null;
        if (value.Sign > 0) return value;
        Add(Problems.NotPositive(Of(name), value.ToString()));
        return null;
    }

    /// <summary>An amount of the document's currency, a plain decimal string of at least 0. Null too when the currency is unknown.</summary>
    public Money? Amount(string name, Currency? currency) => ReadAmount(Of(name), Take(name, true), currency, positive: false);

    /// <inheritdoc cref="Amount"/>
    public Money? OptionalAmount(string name, Currency? currency) => ReadAmount(Of(name), Take(name, false), currency, positive: false);

    /// <summary>An amount above 0.</summary>
    public Money? PositiveAmount(string name, Currency? currency) => ReadAmount(Of(name), Take(name, true), currency, positive: true);

    private static Text? ReadText(InputReader reader)
    {
        var en = reader.String("en");
        var zh = reader.String("zh");
        reader.Close();
        return en is null || zh is null ? null : new Text(en, zh);
    }

    private string? ReadString(string name, JsonElement? value, int limit)
    {
        if (value is not { } element) return null;
        if (element.ValueKind != JsonValueKind.String)
        {
            Add(Problems.WrongType(Of(name), "a string", "字符串"));
            return null;
        }

        var text = element.GetString()!;
        if (text.Length > limit) Add(Problems.TooLong(Of(name), limit));
        else if (string.IsNullOrWhiteSpace(text)) Add(new InputRejection("input.blank", new("The text is blank.", "文字为空。")).At(Of(name)));
        else return text;
        return null;
    }

    private string? ReadIdentifier(string path, JsonElement? value)
    {
        if (value is not { } element) return null;
        if (element.ValueKind != JsonValueKind.String)
        {
            Add(Problems.WrongType(path, "a string", "字符串"));
            return null;
        }

        var text = element.GetString()!;
        if (IsIdentifier(text)) return text;
        Add(Problems.NotAnIdentifier(path, text));
        return null;
    }

    /// <summary>Letters, digits and hyphens, at most <see cref="RuleLimits.Identifier"/>, starting with a letter or digit.</summary>
    public static bool IsIdentifier(string text) => text.Length is > 0 and <= RuleLimits.Identifier
        && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private DateOnly? ReadDate(string name, JsonElement? value)
    {
        if (ReadString(name, value, RuleLimits.Identifier) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Add(Problems.NotADate(Of(name), text));
        return null;
    }

    private Rational? ReadNumber(string path, JsonElement? value)
    {
        if (value is not { } element) return null;
        if (element.ValueKind != JsonValueKind.String)
        {
            Add(Problems.WrongType(path, "a string holding a decimal or a fraction", "写成字符串的小数或分数"));
            return null;
        }

        if (Rational.TryParse(element.GetString(), out var number)) return number;
        Add(Problems.NotANumber(path, element.GetString()!));
        return null;
    }

    private Rational? Within(string name, Rational? value, Rational low, Rational high)
    {
        if (value is not { } number || (number >= low && number <= high)) return value;
        Add(Problems.OutOfRange(Of(name), number.ToString(), low.ToString(), high.ToString()));
        return null;
    }

    private Rational? AtLeastZero(string name, Rational? value)
    {
        if (value is not { Sign: < 0 } number) return value;
        Add(Problems.Negative(Of(name), number.ToString()));
        return null;
    }

    private Money? ReadAmount(string path, JsonElement? value, Currency? currency, bool positive)
    {
        if (value is not { } element) return null;
        if (element.ValueKind != JsonValueKind.String)
        {
            Add(Problems.WrongType(path, "a string holding an amount", "写成字符串的金额"));
            return null;
        }

        if (currency is null) return null;
        var text = element.GetString()!;
        var money = Money.Read(text, currency, out var rejection);
        if (money is null) Add(rejection!.At(path));
        else if (text[0] == '-') Add(Problems.NegativeAmount(path, text));
        else if (positive && money.IsZero) Add(Problems.AmountNotPositive(path, text));
        else return money;
        return null;
    }
}
