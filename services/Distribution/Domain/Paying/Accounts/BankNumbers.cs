using System.Globalization;

namespace Ledger.Distribution.Domain;

/// <summary>Forms and check digits of the numbers that name bank accounts.</summary>
internal static class BankNumbers
{
    private const int Ninety7 = 97;

    // Lengths as the IBAN registry (ISO 13616-2, SWIFT) states them; a country that is not here must only keep to the general form.
    private static readonly Dictionary<string, int> IbanLengths = (
        "AD24 AE23 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GR27 HR21 HU28 IE22 IS26 IT27 LI21 LT20 LU20 LV21 MC27 MT31 "
        + "NL18 NO15 PL28 PT25 RO24 SA24 SE24 SI19 SK24 SM27 TR26")
        .Split(' ').ToDictionary(entry => entry[..2], entry => int.Parse(entry.AsSpan(2), CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>Country, two check digits, up to 30 letters and digits; where the country's length is known, that length.</summary>
    public static bool IsIbanForm(string text) =>
        text.Length is >= 15 and <= 34 && text.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c))
        && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]) && char.IsAsciiDigit(text[2]) && char.IsAsciiDigit(text[3])
        && (!IbanLengths.TryGetValue(text[..2], out var length) || length == text.Length);

    /// <summary>ISO/IEC 7064 MOD 97-10 over the number with its first four characters put last.</summary>
    public static bool IbanChecks(string iban)
    {
        var rest = 0;
        foreach (var c in iban.AsSpan(4).ToString() + iban[..4])
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + (c - '0')) % Ninety7 : ((rest * 100) + (c - 'A' + 10)) % Ninety7;
        return rest == 1;
    }

    /// <summary>ISO 9362: four letters or digits, a country, two and maybe three more. It has no check digit.</summary>
    public static bool IsBic(string text) =>
        text.Length is 8 or 11 && text.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c))
        && char.IsAsciiLetterUpper(text[4]) && char.IsAsciiLetterUpper(text[5]);

    /// <summary>So many digits and nothing else.</summary>
    public static bool AreDigits(string text, int least, int most) => text.Length >= least && text.Length <= most && text.All(char.IsAsciiDigit);

    /// <summary>
    /// Chinese account numbers have no common check digit; only those of UnionPay cards, which begin with 62 and have 16 to 19 digits, carry one
    /// (ISO/IEC 7812-1, Luhn).
    /// </summary>
    public static bool IsCard(string account) => account.Length is >= 16 and <= 19 && account.StartsWith("62", StringComparison.Ordinal);

    /// <summary>Every second digit from the right is doubled; the digit sum is a multiple of ten.</summary>
    public static bool LuhnChecks(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 1) digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    /// <summary>
    /// ISO/IEC 7064 MOD 11,10 over twelve digits of a CNAPS code (bank 3, region 4, branch 4, check 1); compared with the head offices'
    /// published codes of fifteen banks (see BankNumberTests).
    /// </summary>
    public static bool CnapsChecks(string code)
    {
        var product = 10;
        foreach (var c in code.AsSpan(0, 11))
        {
            var sum = (product + (c - '0')) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (product + (code[11] - '0')) % 10 == 1;
    }

    /// <summary>Weights 3, 7, 1 over the nine digits of an ABA routing number; the sum is a multiple of ten (ANSI X9.100-160).</summary>
    public static bool RoutingChecks(string number)
    {
        ReadOnlySpan<int> weights = [3, 7, 1];
        var sum = 0;
        for (var i = 0; i < number.Length; i++) sum += (number[i] - '0') * weights[i % 3];
        return sum % 10 == 0;
    }
}
