using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>The users entered the catalogue of indicators; entered again, it replaces the one before for a reason.</summary>
public sealed record IndicatorCatalogueEntered(IndicatorCatalogue Catalogue, string? Reason, Actor By, DateTimeOffset At);

/// <summary>Evidence was linked to an indicator for a year.</summary>
public sealed record IndicatorEvidenceLinked(IndicatorLink Link, Actor By, DateTimeOffset At);

/// <summary>A link does not hold any longer.</summary>
public sealed record IndicatorEvidenceStruck(string Reference, string Reason, Actor By, DateTimeOffset At);

/// <summary>A negative indicator was found to be fulfilled.</summary>
public sealed record IndicatorVetoRaised(string Indicator, int Year, string Finding, string Sha256, Actor By, DateTimeOffset At);

/// <summary>The finding no longer stands.</summary>
public sealed record IndicatorVetoLifted(string Indicator, int Year, string Reason, Actor By, DateTimeOffset At);
