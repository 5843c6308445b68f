using PdfSharp.Drawing;

namespace Ledger.Reporting;

/// <summary>Measures and breaks text in one font: Chinese between any two characters, Latin at spaces, codes anywhere.</summary>
internal sealed class PdfText(string face)
{
    // No line begins with what closes and none ends with what opens.
    private const string NotFirst = "，。、；：？！）》」』】〉”’…—,.;:?!)%";
    private const string NotLast = "（《「『【〈“‘(";

    private readonly Dictionary<(double, bool), XFont> _fonts = [];
    private readonly Dictionary<(int, bool), double> _widths = [];

    public XFont Font(double size, bool bold = false)
    {
        if (!_fonts.TryGetValue((size, bold), out var font))
            _fonts[(size, bold)] = font = new XFont(face, size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular, XPdfFontOptions.UnicodeDefault);
        return font;
    }

    public double Width(XGraphics page, string text, double size)
    {
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes()) width += Width(page, rune);
        return width * size;
    }

    public List<string> Lines(XGraphics page, string text, double size, double room, bool anywhere = false)
    {
        text = Plain.Of(text);
        var lines = new List<string>();
        int start = 0, allowed = -1;
        var used = 0.0;
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (position > start && MayBreak(text, position, anywhere)) allowed = position;
            used += Width(page, rune) * size;
            if (used > room && position > start)
            {
                var at = allowed > start ? allowed : position;
                lines.Add(text[start..at].TrimEnd());
                start = at;
                while (start < position && text[start] == ' ') start++;
                used = Width(page, text[start..(position + rune.Utf16SequenceLength)], size);
                allowed = -1;
            }

            position += rune.Utf16SequenceLength;
        }

        if (start < text.Length || lines.Count == 0) lines.Add(text[start..]);
        return lines;
    }

    private static bool MayBreak(string text, int at, bool anywhere)
    {
        if (char.IsLowSurrogate(text[at])) return false;
        if (anywhere) return true;
        char before = text[at - 1], after = text[at];
        if (before == ' ') return true;
        if (after == ' ' || NotFirst.Contains(after) || NotLast.Contains(before)) return false;
        return Wide(before) || Wide(after) || before is '-' or '/' && char.IsLetter(after);
    }

    private static bool Wide(char character) => character >= '\u2E80';

    private double Width(XGraphics page, System.Text.Rune rune)
    {
        if (!_widths.TryGetValue((rune.Value, false), out var width))
            _widths[(rune.Value, false)] = width = page.MeasureString(rune.ToString(), Font(100)).Width / 100;
        return width;
    }
}
