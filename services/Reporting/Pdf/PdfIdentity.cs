using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Ledger.Reporting;

/// <summary>
/// The library names every file and every part of a font by chance. The names are replaced by ones of equal length that follow from
/// the report, so that the same report gives the same bytes and every offset in the file stays right.
/// </summary>
internal static partial class PdfIdentity
{
    public static byte[] Settle(byte[] file, byte[] seed)
    {
        // Latin-1 maps bytes to characters one to one, so positions in the text are positions in the file.
        var text = Encoding.Latin1.GetString(file);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var chance in ByChance().EnumerateMatches(text))
        {
            var found = text.Substring(chance.Index, chance.Length);
            if (!names.TryGetValue(found, out var settled))
                names[found] = settled = Named(found, seed, names.Count);
            Encoding.Latin1.GetBytes(settled, file.AsSpan(chance.Index, chance.Length));
        }

        return file;
    }

    // Letters for letters and hexadecimal digits for hexadecimal digits; what separates them stays.
    private static string Named(string chance, byte[] seed, int number)
    {
        var digest = SHA256.HashData([.. seed, (byte)number]);
        var hex = chance.Length != 6;
        var named = new char[chance.Length];
        for (var i = 0; i < named.Length; i++)
        {
            var value = digest[i % digest.Length] + i / digest.Length;
            named[i] = chance[i] == '-' ? '-' : hex ? (char.IsLower(chance.FirstOrDefault(char.IsLetter)) ? "0123456789abcdef" : "0123456789ABCDEF")[value % 16] : (char)('A' + value % 26);
        }

        return new string(named);
    }

    [GeneratedRegex("(?<=/)[A-Z]{6}(?=\\+)|(?<=uuid:)[0-9a-f-]{36}(?=<)|(?<=<)[0-9A-F]{32}(?=>)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ByChance();
}
