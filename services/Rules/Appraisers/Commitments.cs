using System.Security.Cryptography;
using System.Text;

namespace Ledger.Rules;

/// <summary>
/// What people commit to before they know what others do: SHA-256, lower-case hex, of UTF-8 text with the parts joined by '|', so
/// that anybody can check it with <c>printf %s 'text' | sha256sum</c>. No part holds a '|'.
/// </summary>
public static class Commitments
{
    /// <summary>Whether a text is a nonce: lower-case hex digits, at least 128 bits, at most 512.</summary>
    public static bool IsNonce(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is >= RuleLimits.NonceLeast and <= RuleLimits.NonceMost && IsHex(text);
    }

    /// <summary>Whether a text is a hash as this class writes it.</summary>
    public static bool IsHash(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 64 && IsHex(text);
    }

    /// <summary>Whether a text can stand between separators: 1 to 120 visible ASCII characters without '|' and '/'.</summary>
    public static bool IsPart(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= RuleLimits.PersonId && text.All(c => c is >= '!' and <= '~' and not ('|' or '/'));
    }

    /// <summary>The commitment to a nonce of a draw: <c>case|round|nonce</c>.</summary>
    public static string ToNonce(string caseId, int round, string nonce) => Hash(caseId, Problems.Invariant(round), nonce);

    /// <summary>
    /// The commitment to a quote: <c>case|appraiser|amount|currency|nonce</c>, the amount with exactly the places of its currency
    /// (<c>10000.00</c>), the currency by its ISO 4217 code.
    /// </summary>
    public static string ToQuote(string caseId, string appraiser, Money amount, string nonce)
    {
        ArgumentNullException.ThrowIfNull(amount);
        return Hash(caseId, appraiser, amount.Amount, amount.Currency.Code, nonce);
    }

    /// <summary>The hash of parts joined by '|'.</summary>
    internal static string Hash(params IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', parts))));

    private static bool IsHex(string text) => text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
