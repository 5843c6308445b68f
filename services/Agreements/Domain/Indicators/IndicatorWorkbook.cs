using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>First level of an indicator.</summary>
public enum IndicatorLevel
{
    Basic,
    Substantive,

    /// <summary>A veto: it is no minus point, it stops.</summary>
    Negative,
}

/// <summary>One indicator, as the users take it from the official text.</summary>
/// <param name="Id">Unique in the catalogue.</param>
/// <param name="Level1">First level.</param>
/// <param name="Level2">Second level, in the words of the text.</param>
/// <param name="Text">The indicator itself.</param>
/// <param name="EvidenceTypes">What kinds of evidence show it.</param>
public sealed record Indicator(string Id, IndicatorLevel Level1, string Level2, string Text, IReadOnlyList<string> EvidenceTypes);

/// <summary>A catalogue of indicators. The platform ships none: its users enter the official one.</summary>
/// <param name="Id">Id of the catalogue.</param>
/// <param name="Source">The official text it was taken from.</param>
/// <param name="Rows">Its indicators.</param>
public sealed record IndicatorCatalogue(string Id, string Source, IReadOnlyList<Indicator> Rows);

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
    public Indicator? Find(string indicator) => Catalogue?.Rows.FirstOrDefault(row => row.Id == indicator);
}
