namespace Ledger.Rules;

/// <summary>
/// Unified social credit code (统一社会信用代码): 18 characters of digits and capitals without I, O, S, V, Z; the last is a check
/// character, so that position values weighted by powers of 3 sum to a multiple of 31. Source: GB 32100-2015.
/// </summary>
public static class UnifiedSocialCreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const int Length = 18;

    /// <summary>Null when the code is sound, else identifier.uscc-malformed or identifier.uscc-check.</summary>
    /// <param name="code">As written; no blanks, no small letters.</param>
    /// <param name="field">Where it stands.</param>
    public static InputRejection? Check(string code, string field)
    {
        ArgumentNullException.ThrowIfNull(code);
        var shown = Problems.Shorten(code);
        if (code.Length != Length || !code.All(Alphabet.Contains))
        {
            return new InputRejection("identifier.uscc-malformed",
                new($"'{shown}' is no unified social credit code: 18 digits and capital letters, none of I, O, S, V, Z.",
                    $"“{shown}”不是统一社会信用代码：应为18位数字和大写字母，不含 I、O、S、V、Z。")) { Field = field, Value = shown };
        }

        var expected = CheckCharacter(code.AsSpan(0, Length - 1));
        return expected == code[^1] ? null : new InputRejection("identifier.uscc-check",
            new($"The check character of '{shown}' is wrong: a digit or letter was mistyped.", $"“{shown}”的校验位不正确，请核对是否有字符录入错误。"))
            { Field = field, Value = shown };
    }

    private static char CheckCharacter(ReadOnlySpan<char> body)
    {
        var sum = 0;
        var weight = 1;
        foreach (var character in body)
        {
            sum += Alphabet.IndexOf(character, StringComparison.Ordinal) * weight;
            weight = weight * 3 % Alphabet.Length;
        }

        return Alphabet[(Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length];
    }
}
