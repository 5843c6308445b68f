using System.Security.Cryptography;
using System.Text;

namespace Ledger.Portal.Pages.Market;

/// <summary>Hashes that a person would otherwise calculate with <c>sha256sum</c>.</summary>
internal static class Hashes
{
    /// <summary>Digits of a nonce: 128 bits.</summary>
    private const int NonceBytes = 16;

    // Currencies of ISO 4217 whose amounts have other than two places.
    private static readonly Dictionary<string, int> Places = new(StringComparer.Ordinal)
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0, ["PYG"] = 0, ["RWF"] = 0, ["UGX"] = 0, ["VND"] = 0,
        ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0, ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3,
    };

    /// <summary>SHA-256 of a file, lower-case hex; null for none. The file is not kept.</summary>
    public static async Task<string?> OfAsync(IFormFile? file)
    {
        if (file is null) return null;
        await using var stream = file.OpenReadStream();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream));
    }

    /// <summary>A commitment: SHA-256 of the parts with <c>|</c> between them.</summary>
    public static string Commitment(params IEnumerable<string> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', parts))));

    /// <summary>A nonce by chance.</summary>
    public static string Nonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes));

    /// <summary>An amount as it stands in a commitment: with exactly the places of its currency; null where it has more or is none.</summary>
    public static string? Amount(string? typed, string currency)
    {
        var text = typed?.Replace(",", "", StringComparison.Ordinal).Replace("，", "", StringComparison.Ordinal).Trim() ?? "";
        var (places, point) = (Places.GetValueOrDefault(currency, 2), text.IndexOf('.'));
        var (whole, part) = point < 0 ? (text, "") : (text[..point], text[(point + 1)..]);
        if (whole.Length == 0 || !whole.All(char.IsAsciiDigit) || !part.All(char.IsAsciiDigit) || part.Length > places) return null;
        whole = whole.TrimStart('0') is { Length: > 0 } digits ? digits : "0";
        return places == 0 ? whole : $"{whole}.{part.PadRight(places, '0')}";
    }
}
