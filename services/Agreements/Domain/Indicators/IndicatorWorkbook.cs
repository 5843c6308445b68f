using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Evidence for an indicator in a year.</summary>
/// <param name="Reference">Unique in the workbook.</param>
/// <param name="Indicator">Which indicator.</param>
/// <param name="Year">Which year.</param>
/// <param name="Type">One of the indicator's types of evidence.</param>
/// <param name="Sha256">The file.</param>
/// <param name="Note">What it shows.</param>
/// <param name="Party">Who linked it.</param>
public sealed record IndicatorLink(string Reference, string Indicator, int Year, string Type, string Sha256, string Note, string Party);

/// <summary>A negative indicator was found to be fulfilled in a year.</summary>
public sealed record IndicatorVeto(string Indicator, int Year, string Finding, string Sha256, Actor By, DateTimeOffset At);

/// <summary>The indicator workbook (指标台账) of a consortium.</summary>
public sealed record IndicatorWorkbook
{
    public Guid Id { get; init; }

    /// <summary>Null before one was entered.</summary>
    public IndicatorCatalogue? Catalogue { get; init; }

    /// <summary>Links that stand.</summary>
    public IReadOnlyList<IndicatorLink> Links { get; init; } = [];

    /// <summary>References of links that were taken away; they are not given again.</summary>
    public IReadOnlyList<string> Struck { get; init; } = [];

    /// <summary>Vetoes that stand.</summary>
    public IReadOnlyList<IndicatorVeto> Vetoes { get; init; } = [];

    public static IndicatorWorkbook None(Guid id) => new() { Id = id };

    /// <summary>The indicator, or null.</summary>
    public Indicator? Find(string indicator) => Catalogue?.Indicators.FirstOrDefault(row => row.Id == indicator);
}
