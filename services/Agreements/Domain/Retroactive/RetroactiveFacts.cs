using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Risks allocated a loss under an agreement.</summary>
/// <param name="RiskEventId">Stream of the risk event.</param>
/// <param name="Reference">The reporter's reference.</param>
/// <param name="AgreementId">Agreement whose terms allocated it.</param>
/// <param name="AgreementVersion">Its version.</param>
/// <param name="OccurredOn">When it struck.</param>
/// <param name="Loss">Net loss.</param>
/// <param name="Payments">What is paid to the sufferers.</param>
/// <param name="Basis">What it was computed from; null in the oldest messages.</param>
/// <param name="Source">The allocation.</param>
/// <param name="Category">Its category; null in the oldest facts.</param>
/// <param name="Fault">Who was at fault; null for nobody.</param>
/// <param name="No">Which allocation of the event it is, from 1.</param>
public sealed record LossHeard(
    Guid RiskEventId, string Reference, string AgreementId, int AgreementVersion, DateOnly OccurredOn, Money Loss,
    IReadOnlyList<LossPayment> Payments, LossBasis? Basis, Citation Source, string? Category = null, LossFault? Fault = null, int No = 1);

/// <summary>An allocation no longer holds: nobody has to be told what it would be under another version.</summary>
/// <param name="No">Which allocation of the event.</param>
/// <param name="Source">The reversal.</param>
public sealed record LossAllocationUndone(int No, Citation Source);

/// <summary>Money came in for an allocated loss; its holder paid the others by the key in reverse.</summary>
/// <param name="AllocationNo">The allocation that it relieves.</param>
/// <param name="No">Number of the recovery within the event.</param>
/// <param name="Holder">Who received it.</param>
/// <param name="Amount">What came in.</param>
/// <param name="LossLeft">Net loss after it.</param>
/// <param name="Payments">What the holder paid.</param>
/// <param name="Source">The recovery.</param>
public sealed record LossRecoveryHeard(
    int AllocationNo, int No, string Holder, Money Amount, Money LossLeft, IReadOnlyList<RecoveryPayment> Payments, Citation Source);

/// <summary>
/// All parties signed the version and its effects on what is past. Nothing settled is rewritten: the others are told the differences
/// and book them in the open period.
/// </summary>
/// <param name="AgreementId">The agreement.</param>
/// <param name="AgreementVersion">The new version.</param>
/// <param name="DocumentHash">Its signed document.</param>
/// <param name="Proposal">Reason, hash and effects, as signed.</param>
/// <param name="Signatories">The parties that signed.</param>
/// <param name="By">Who confirmed.</param>
/// <param name="At">Recorded time.</param>
public sealed record RetroactiveChangeConfirmed(
    string AgreementId, int AgreementVersion, string DocumentHash, RetroactiveProposal Proposal, IReadOnlyList<string> Signatories, Actor By,
    DateTimeOffset At);
