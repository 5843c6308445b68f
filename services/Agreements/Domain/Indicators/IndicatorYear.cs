using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>One indicator in a year.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Links">Its evidence.</param>
/// <param name="Missing">Types of evidence that nothing shows yet; empty for a negative one.</param>
/// <param name="Veto">The finding against the consortium, or null.</param>
public sealed record IndicatorLine(Indicator Indicator, IReadOnlyList<IndicatorLink> Links, IReadOnlyList<string> Missing, IndicatorVeto? Veto);

/// <summary>The workbook of a year.</summary>
/// <param name="CatalogueId">Which catalogue.</param>
/// <param name="Source">The text it was taken from.</param>
/// <param name="Year">The year.</param>
/// <param name="Vetoed">A negative indicator stands: whatever else is shown does not help.</param>
/// <param name="Complete">Every other indicator has all its types of evidence.</param>
/// <param name="Lines">Every indicator, in the order of the catalogue.</param>
public sealed record IndicatorYear(string CatalogueId, Text Source, int Year, bool Vetoed, bool Complete, IReadOnlyList<IndicatorLine> Lines)
{
    /// <summary>The year of a workbook; null before a catalogue was entered.</summary>
    public static IndicatorYear? Of(IndicatorWorkbook workbook, int year)
    {
        if (workbook.Catalogue is not { } catalogue) return null;
        var links = workbook.Links.Where(link => link.Year == year).ToLookup(link => link.Indicator, StringComparer.Ordinal);
        var vetoes = workbook.Vetoes.Where(veto => veto.Year == year).ToDictionary(veto => veto.Indicator, StringComparer.Ordinal);
        List<IndicatorLine> lines =
        [
            .. catalogue.Indicators.Select(row => new IndicatorLine(
                row, [.. links[row.Id]],
                row.Level1 == IndicatorLevel.Negative ? [] : [.. row.EvidenceTypes.Except(links[row.Id].Select(link => link.Type))],
                vetoes.GetValueOrDefault(row.Id))),
        ];
        return new IndicatorYear(catalogue.CatalogueId, catalogue.Source, year, vetoes.Count > 0, lines.TrueForAll(line => line.Missing.Count == 0), lines);
    }
}
