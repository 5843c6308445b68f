using System.Globalization;
using System.Text;

namespace Ledger.Reporting;

/// <summary>
/// Text as a reader may see it. Names and titles come from people: what is invisible or turns the direction of writing could make
/// a figure read as another, so it is shown as a replacement character.
/// </summary>
internal static class Plain
{
    public static string Of(string text)
    {
        if (text.Length > ReportLimits.TextLength) throw new ReportMalformedException($"A text has at most {ReportLimits.TextLength} characters.");
        if (!text.Any(Hidden)) return text;
        var plain = new StringBuilder(text.Length);
        foreach (var character in text) plain.Append(Hidden(character) ? char.IsWhiteSpace(character) ? ' ' : '\uFFFD' : character);
        return plain.ToString();
    }

    private static bool Hidden(char character) => CharUnicodeInfo.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse;
}
