using System.Collections.Concurrent;
using PdfSharp.Fonts;

namespace Ledger.Reporting;

/// <summary>The PDF library asks one resolver per process for fonts; it hands out those that reports were given.</summary>
internal sealed class FontShelf : IFontResolver
{
    private static readonly ConcurrentDictionary<string, ReportFont> Fonts = new(StringComparer.Ordinal);

    static FontShelf() => GlobalFontSettings.FontResolver = new FontShelf();

    public static void Put(ReportFont font) => Fonts.TryAdd(font.Face, font);

    // One weight is enough of a file: bold is drawn by thickening.
    public FontResolverInfo? ResolveTypeface(string familyName, bool bold, bool italic) =>
        Fonts.ContainsKey(familyName) ? new FontResolverInfo(familyName, mustSimulateBold: bold, mustSimulateItalic: false) : null;

    public byte[]? GetFont(string faceName) => Fonts.TryGetValue(faceName, out var font) ? font.Bytes : null;
}
