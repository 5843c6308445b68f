namespace Ledger.Rules;

/// <summary>
/// Legal entity identifier (LEI): 18 digits and capitals and two check digits; with A = 10 to Z = 35 the whole number leaves 1
/// when divided by 97. Source: ISO 17442, ISO/IEC 7064 MOD 97-10.
/// </summary>
public static class LegalEntityIdentifier
{
    private const int Length = 20;
    private const int Modulus = 97;

    /// <summary>Null when the identifier is sound, else identifier.lei-malformed or identifier.lei-check.</summary>
    /// <param name="identifier">As written; no blanks, no small letters.</param>
    /// <param name="field">Where it stands.</param>
    public static InputRejection? Check(string identifier, string field)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        var shown = Problems.Shorten(identifier);
        var plain = identifier.Length == Length && identifier.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c))
            && char.IsAsciiDigit(identifier[^1]) && char.IsAsciiDigit(identifier[^2]);
        if (!plain)
        {
            return new InputRejection("identifier.lei-malformed",
                new($"'{shown}' is no legal entity identifier: 18 digits and capital letters and two check digits.",
                    $"“{shown}”不是法人识别编码（LEI）：应为18位数字和大写字母加2位校验数字。")) { Field = field, Value = shown };
        }

        var rest = 0;
        foreach (var character in identifier)
        {
            rest = char.IsAsciiDigit(character)
                ? ((rest * 10) + (character - '0')) % Modulus
                : ((rest * 100) + (character - 'A' + 10)) % Modulus;
        }

        return rest == 1 ? null : new InputRejection("identifier.lei-check",
            new($"The check digits of '{shown}' are wrong: a digit or letter was mistyped.", $"“{shown}”的校验数字不正确，请核对是否有字符录入错误。"))
            { Field = field, Value = shown };
    }
}
