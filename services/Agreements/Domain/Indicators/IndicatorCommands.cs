using Ledger.Rules;

namespace Ledger.Agreements.Domain;

public sealed record EnterIndicatorCatalogue(IndicatorCatalogue Catalogue, string? Reason, Actor By, DateTimeOffset At);

/// <summary>Link evidence for the own organisation.</summary>
public sealed record LinkIndicatorEvidence(string Reference, string Indicator, int Year, string Type, string Sha256, string Note, Actor By, DateTimeOffset At);

public sealed record StrikeIndicatorEvidence(string Reference, string Reason, Actor By, DateTimeOffset At);

public sealed record RaiseIndicatorVeto(string Indicator, int Year, string Finding, string Sha256, Actor By, DateTimeOffset At);

public sealed record LiftIndicatorVeto(string Indicator, int Year, string Reason, Actor By, DateTimeOffset At);
