using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Propose who bears what lies above all caps.</summary>
/// <param name="PreviewHash">Hash of the preview that the proposer has read.</param>
/// <param name="Shares">Who bears how much.</param>
/// <param name="Reason">Why so.</param>
/// <param name="Allocation">The allocation as it would be decided now.</param>
public sealed record ProposeEscalation(string PreviewHash, IReadOnlyDictionary<string, Money> Shares, Text Reason, AllocateLoss Allocation);

/// <summary>Agree, for the own organisation, to bear what a proposal gives it.</summary>
/// <param name="No">Of the proposal.</param>
/// <param name="By">Signatory of the party.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ConsentToEscalation(int No, Actor By, DateTimeOffset At);

/// <summary>Decide on a proposal as a second person.</summary>
/// <param name="No">Of the proposal.</param>
/// <param name="Accepts">Whether the rest is borne as proposed.</param>
/// <param name="Reason">Why not; null when it is.</param>
/// <param name="Allocation">The allocation as it would be decided now.</param>
public sealed record DecideEscalation(int No, bool Accepts, Text? Reason, AllocateLoss Allocation);
