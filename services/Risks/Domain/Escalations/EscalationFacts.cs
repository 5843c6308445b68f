using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Somebody proposed who bears what of a measured loss lies above all caps; nothing is allocated by it.</summary>
/// <param name="No">From 1 within the event; a later proposal takes the place of an undecided one.</param>
/// <param name="Reference">Reference of the event.</param>
/// <param name="AgreementId">Its agreement.</param>
/// <param name="MeasurementHash">The measurement.</param>
/// <param name="PreviewHash">Hash of the inputs of exactly that allocation whose rest it is.</param>
/// <param name="Rest">What lies above all caps.</param>
/// <param name="Shares">Who bears how much; sums to the rest.</param>
/// <param name="Consents">Parties without whose consent it is not decided.</param>
/// <param name="Result">Rule, inputs, figures and every line.</param>
/// <param name="Reason">Why so.</param>
/// <param name="By">Who proposed it.</param>
/// <param name="At">Recorded time.</param>
public sealed record EscalationProposed(
    int No, string Reference, string AgreementId, string MeasurementHash, string PreviewHash, Money Rest, IReadOnlyDictionary<string, Money> Shares,
    IReadOnlyList<string> Consents, MethodResult Result, Text Reason, Actor By, DateTimeOffset At);

/// <summary>A party agreed, by its own signatory, to bear what the proposal gives it.</summary>
/// <param name="No">Of the proposal.</param>
/// <param name="Party">The party.</param>
/// <param name="Amount">What it agreed to bear.</param>
/// <param name="By">Its signatory.</param>
/// <param name="At">Recorded time.</param>
public sealed record EscalationConsented(int No, string Party, Money Amount, Actor By, DateTimeOffset At);

/// <summary>A second person decided on the proposal.</summary>
/// <param name="No">Of the proposal.</param>
/// <param name="Accepted">Whether the rest is borne as proposed.</param>
/// <param name="Reason">Why not; null when it is.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">Recorded time.</param>
public sealed record EscalationDecided(int No, bool Accepted, Text? Reason, Actor By, DateTimeOffset At);

/// <summary>How what was escalated is borne, as part of an allocation.</summary>
/// <param name="No">The proposal that was decided.</param>
/// <param name="Result">Rule, inputs, figures and every line.</param>
public sealed record ResolvedRest(int No, MethodResult Result);
