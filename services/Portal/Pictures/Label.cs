namespace Ledger.Portal.Pictures;

/// <summary>A name beside something drawn, on two lines at most.</summary>
/// <param name="First">First line.</param>
/// <param name="Second">Second line; null when one is enough.</param>
public sealed record Label(string First, string? Second)
{
    /// <summary>Width of a letter at the size that pictures write in; a Chinese sign is about twice as wide.</summary>
    private const int Letter = 7;

    /// <summary>How wide the longer line is drawn, about.</summary>
    public int Width => Math.Max(WidthOf(First), Second is null ? 0 : WidthOf(Second));

    /// <summary>How wide a text is drawn, about.</summary>
    public static int WidthOf(string text) => text.Sum(WidthOf);

    /// <summary>
    /// A text within a width: as it is, or broken at a space (between any two Chinese signs), or cut off with an ellipsis where two lines
    /// do not hold it; then the table beside the picture has it whole.
    /// </summary>
    public static Label Of(string text, int width)
    {
        if (WidthOf(text) <= width) return new Label(text, null);
        var fits = Fits(text, width);
        var at = text.LastIndexOf(' ', Math.Min(fits, text.Length - 1));
        if (at <= 0) at = Broken(text, fits) ? fits : 0;
        if (at <= 0) return new Label(Cut(text, width), null);
        return new Label(text[..at].TrimEnd(), Cut(text[at..].TrimStart(), width));
    }

    private static string Cut(string text, int width) => WidthOf(text) <= width ? text : text[..Math.Max(1, Fits(text, width - Letter))].TrimEnd() + "…";

    // Between Chinese signs a line may end anywhere; a word is not torn.
    private static bool Broken(string text, int at) => at > 0 && at < text.Length && IsWide(text[at - 1]) && IsWide(text[at]);

    private static int Fits(string text, int width)
    {
        var (count, sum) = (0, 0);
        while (count < text.Length && (sum += WidthOf(text[count])) <= width) count++;
        return count;
    }

    private static int WidthOf(char sign) => IsWide(sign) ? 13 : Letter;

    private static bool IsWide(char sign) => sign > 0x2E80;
}
