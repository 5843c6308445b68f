using System.Globalization;
using System.Text;

namespace Ledger.Transparency.Search;

/// <summary>
/// Cuts text into the words it is found by: runs of letters and digits in lower case; Chinese, which has no spaces, into pairs of
/// characters that overlap, with the last character of a run alone. So every piece of a run, one character or many, is found.
/// </summary>
public static class Words
{
    private const int Longest = 40;

    /// <summary>The words of a text as they are stored.</summary>
    public static IEnumerable<string> Of(string text)
    {
        foreach (var (run, chinese) in Runs(text))
        {
            if (!chinese)
            {
                if (run.Length is > 1 and <= Longest) yield return run;
                continue;
            }

            var signs = Signs(run);
            for (var i = 0; i < signs.Count; i++) yield return i + 1 < signs.Count ? signs[i] + signs[i + 1] : signs[i];
        }
    }

    /// <summary>
    /// What a question asks for: words that must all be there. A word that ends in <c>*</c>, and a single Chinese character, stand for
    /// every word that begins so.
    /// </summary>
    public static IReadOnlyList<(string Word, bool Begins)> Asked(string text)
    {
        var asked = new List<(string Word, bool Begins)>();
        foreach (var piece in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var runs = Runs(piece).ToList();
            for (var i = 0; i < runs.Count; i++)
            {
                var (run, chinese) = runs[i];
                var begins = i == runs.Count - 1 && piece.EndsWith('*');
                if (chinese)
                {
                    var signs = Signs(run);
                    if (signs.Count == 1) asked.Add((signs[0], true));
                    for (var at = 0; at + 1 < signs.Count; at++) asked.Add((signs[at] + signs[at + 1], false));
                }
                else if (run.Length > 1)
                {
                    asked.Add((run, begins));
                }
            }
        }

        return [.. asked.Distinct()];
    }

    private static IEnumerable<(string Run, bool Chinese)> Runs(string text)
    {
        var run = new StringBuilder();
        var chinese = false;
        var lower = new char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            var sign = IsChinese(rune);
            if (run.Length > 0 && (!Rune.IsLetterOrDigit(rune) || sign != chinese))
            {
                yield return (run.ToString(), chinese);
                run.Clear();
            }

            if (!Rune.IsLetterOrDigit(rune)) continue;
            chinese = sign;
            run.Append(lower, 0, Rune.ToLower(rune, CultureInfo.InvariantCulture).EncodeToUtf16(lower));
        }

        if (run.Length > 0) yield return (run.ToString(), chinese);
    }

    private static List<string> Signs(string run) => [.. run.EnumerateRunes().Select(rune => rune.ToString())];

    // Unified ideographs with their extensions, and the compatibility block.
    private static bool IsChinese(Rune rune) => rune.Value is (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0x20000 and <= 0x323AF);
}
