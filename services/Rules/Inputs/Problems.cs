using System.Globalization;

namespace Ledger.Rules;

/// <summary>The rejections that every reader of documents shares. Each has one code; the wording may improve, the code stays.</summary>
public static class Problems
{
    public static InputRejection Missing(string field) => new("input.missing",
        new($"The member '{field}' is required.", $"缺少必填项“{field}”。")) { Field = field };

    public static InputRejection UnknownMember(string field) => new("input.unknown-member",
        new($"There is no member '{field}' here.", $"此处没有“{field}”这一项。")) { Field = field };

    public static InputRejection DuplicateMember(string field) => new("input.duplicate-member",
        new($"The member '{field}' stands twice.", $"“{field}”重复出现。")) { Field = field };

    public static InputRejection WrongType(string? field, string en, string zh) => new("input.wrong-type",
        new($"Expected {en}.", $"此处应为{zh}。")) { Field = field };

    public static InputRejection NotANumber(string? field, string value) => new("input.not-a-number",
        new($"'{Shorten(value)}' is not an exact number: write \"0.05\" or \"2/3\".",
            $"“{Shorten(value)}”不是精确数：请写作 \"0.05\" 或 \"2/3\"。")) { Field = field, Value = Shorten(value) };

    public static InputRejection NotAnAmount(string? field, string value) => new("money.malformed",
        new($"'{Shorten(value)}' is not an amount of money: write digits with a point, like \"1200000.00\".",
            $"“{Shorten(value)}”不是金额：请写作 \"1200000.00\" 这样的数字。")) { Field = field, Value = Shorten(value) };

    public static InputRejection OverPrecise(string? field, string value, Currency currency) => new("money.over-precise",
        new($"{Shorten(value)} has more decimal places than {currency.Code} has ({Invariant(currency.MinorDigits)}).",
            $"{Shorten(value)} 的小数位数超过{currency.Code}的最小单位（{Invariant(currency.MinorDigits)}位）。")) { Field = field, Value = Shorten(value) };

    public static InputRejection AmountTooLarge(string? field, string value) => new("money.out-of-range",
        new($"The amount {Shorten(value)} is too large to be kept exactly.", $"金额{Shorten(value)}超出可精确保存的范围。"))
        { Field = field, Value = Shorten(value) };

    public static InputRejection NegativeAmount(string? field, string value) => new("money.negative",
        new($"The amount {Shorten(value)} must not be negative.", $"金额{Shorten(value)}不得为负。")) { Field = field, Value = Shorten(value) };

    public static InputRejection AmountNotPositive(string? field, string value) => new("money.not-positive",
        new($"The amount {Shorten(value)} must be more than zero.", $"金额{Shorten(value)}必须大于零。")) { Field = field, Value = Shorten(value) };

    public static InputRejection UnknownCurrency(string? field, string value) => new("currency.unknown",
        new($"'{Shorten(value)}' is not a known ISO 4217 currency.", $"“{Shorten(value)}”不是已知的 ISO 4217 货币代码。"))
        { Field = field, Value = Shorten(value) };

    public static InputRejection OutOfRange(string field, string value, string low, string high) => new("input.out-of-range",
        new($"{Shorten(value)} is not between {low} and {high}.", $"{Shorten(value)}不在{low}与{high}之间。")) { Field = field, Value = Shorten(value) };

    public static InputRejection NotPositive(string field, string value) => new("input.not-positive",
        new($"{Shorten(value)} must be more than zero.", $"{Shorten(value)}必须大于零。")) { Field = field, Value = Shorten(value) };

    public static InputRejection Negative(string field, string value) => new("input.negative",
        new($"{Shorten(value)} must not be negative.", $"{Shorten(value)}不得为负。")) { Field = field, Value = Shorten(value) };

    public static InputRejection UnknownValue(string field, string value, IEnumerable<string> allowed)
    {
        var list = string.Join(", ", allowed);
        return new("input.unknown-value",
            new($"'{Shorten(value)}' is not known here; known: {list}.", $"此处不认识“{Shorten(value)}”；可用：{list}。"))
            { Field = field, Value = Shorten(value) };
    }

    public static InputRejection NotADate(string field, string value) => new("input.not-a-date",
        new($"'{Shorten(value)}' is not a date: write \"2025-03-01\".", $"“{Shorten(value)}”不是日期：请写作 \"2025-03-01\"。"))
        { Field = field, Value = Shorten(value) };

    public static InputRejection DatesNotOrdered(string field, DateOnly from, DateOnly to) => new("input.dates-not-ordered",
        new($"The last day {to:yyyy-MM-dd} lies before the first day {from:yyyy-MM-dd}.", $"截止日{to:yyyy-MM-dd}早于起始日{from:yyyy-MM-dd}。"))
        { Field = field, Value = $"{to:yyyy-MM-dd}" };

    public static InputRejection NotAnIdentifier(string field, string value) => new("input.not-an-identifier",
        new($"'{Shorten(value)}' is not an identifier: letters, digits and hyphens, at most {Invariant(RuleLimits.Identifier)}, starting with a letter or digit.",
            $"“{Shorten(value)}”不是标识：只可用字母、数字和连字符，最长{Invariant(RuleLimits.Identifier)}个字符，以字母或数字开头。"))
        { Field = field, Value = Shorten(value) };

    public static InputRejection TooLong(string field, int limit) => new("input.too-long",
        new($"The text is longer than {Invariant(limit)} characters.", $"文字超过{Invariant(limit)}个字符。")) { Field = field };

    public static InputRejection Empty(string field) => new("input.empty",
        new("There must be at least one entry.", "至少要有一项。")) { Field = field };

    public static InputRejection TooMany(string field, int limit) => new("input.too-many",
        new($"At most {Invariant(limit)} entries are allowed.", $"最多允许{Invariant(limit)}项。")) { Field = field };

    public static InputRejection Duplicate(string field, string value) => new("input.duplicate",
        new($"'{Shorten(value)}' stands twice.", $"“{Shorten(value)}”重复。")) { Field = field, Value = Shorten(value) };

    public static InputRejection UnknownParty(string field, string value) => new("party.unknown",
        new($"'{Shorten(value)}' is not a party here.", $"“{Shorten(value)}”不是此处的成员。")) { Field = field, Value = Shorten(value) };

    internal static string Shorten(string value) => value.Length <= 60 ? value : value[..57] + "...";

    internal static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);
}
