using System.Globalization;
using System.Text;
using Ledger.Distribution.Domain;

namespace Ledger.Distribution.Exports;

/// <summary>What kind an account is to an accountant.</summary>
internal enum AccountClass
{
    Asset,
    Liability,
    Equity,
    Expense,
}

/// <summary>
/// Account names for plain-text tools. Parties and pools may have any name: every sign that a tool could read as something else is written
/// as its number, so that different accounts stay different and no name can smuggle in a posting.
/// </summary>
internal static class AccountNames
{
    /// <summary>The class of an account.</summary>
    public static AccountClass ClassOf(Account account) => (account.Book, account.Holder, account.Name) switch
    {
        (_, AccountHolder.Consortium, "fees") => AccountClass.Expense,
        (_, AccountHolder.Consortium, _) or (Book.Cash, AccountHolder.Party, "receivable") => AccountClass.Asset,
        (Book.Cash, AccountHolder.Party or AccountHolder.Pool, _) => AccountClass.Liability,
        _ => AccountClass.Equity,
    };

    /// <summary>For hledger and ledger: <c>cash:taihu-2025:party:E1:payable</c>.</summary>
    public static string Plain(string agreement, Account account) => string.Join(':', Parts(agreement, account).Select(part => Escape(part, '%', IsPlain)));

    /// <summary>One part of a name, or a reference.</summary>
    public static string Plain(string part) => Escape(part, '%', IsPlain);

    /// <summary>
    /// For beancount, whose parts begin with a capital or digit and have letters, digits and hyphens:
    /// <c>Liabilities:Cash:A-taihu-2025:P-E1:Payable</c>.
    /// </summary>
    public static string Beancount(string agreement, Account account)
    {
        var root = ClassOf(account) switch
        {
            AccountClass.Asset => "Assets",
            AccountClass.Liability => "Liabilities",
            AccountClass.Expense => "Expenses",
            _ => "Equity",
        };
        var name = new StringBuilder(root).Append(account.Book == Book.Cash ? ":Cash" : ":InKind").Append(":A-").Append(Hyphened(agreement))
            .Append(':').Append(account.Holder);
        if (account.Party is { } party) name.Append(":P-").Append(Hyphened(party));
        if (account.Pool is { } pool) name.Append(":L-").Append(Hyphened(pool));
        if (account.Name is { } purpose) name.Append(":N-").Append(Hyphened(purpose));
        return name.ToString();
    }

    /// <summary>Text on one line that ends no description: no line breaks, no semicolons (a comment), no bars (payee and note).</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            line.Append(c switch
            {
                ';' => '；',
                '|' => '｜',
                _ when char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || char.IsSurrogate(c) => ' ',
                _ => c,
            });
        }

        return string.Join(' ', line.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<string> Parts(string agreement, Account account)
    {
        yield return Rules.KebabCase.Name(account.Book);
        yield return agreement;
        yield return Rules.KebabCase.Name(account.Holder);
        if (account.Party is { } party) yield return party;
        if (account.Pool is { } pool) yield return pool;
        if (account.Name is { } name) yield return name;
    }

    private static string Escape(string part, char mark, Func<char, bool> plain)
    {
        // An empty part would vanish between its colons.
        if (part.Length == 0) return $"{mark}0000";
        var text = new StringBuilder(part.Length);
        foreach (var c in part)
        {
            if (plain(c)) text.Append(c);
            else text.Append(mark).Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static string Hyphened(string part)
    {
        if (part.Length == 0) return "-u0000";
        var text = new StringBuilder(part.Length);
        for (var i = 0; i < part.Length; i++)
        {
            // A hyphen before a u would read as the mark of a number.
            var marks = part[i] == '-' && i + 1 < part.Length && part[i + 1] == 'u';
            if (IsLetterOrDigit(part[i]) || (part[i] == '-' && !marks)) text.Append(part[i]);
            else text.Append("-u").Append(((int)part[i]).ToString("X4", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static bool IsPlain(char c) => IsLetterOrDigit(c) || c is '-' or '_' or '.';

    // The unified ideographs: letters to every tool, whatever version of Unicode it knows.
    private static bool IsLetterOrDigit(char c) => char.IsAsciiLetterOrDigit(c) || c is (>= '㐀' and <= '䶵') or (>= '一' and <= '龥');
}
