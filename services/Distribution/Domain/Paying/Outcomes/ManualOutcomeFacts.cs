using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What a person says of a payment, beside the bank's files: another amount than ours, a fee, or no file at all.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="Outcome">Paid, failed or returned.</param>
/// <param name="On">Day of the bank.</param>
/// <param name="Received">What arrived: of a paid one at the party, of a returned one at the consortium; zero for a failed one.</param>
/// <param name="Fee">What banks took; at least zero.</param>
/// <param name="PartyBearsFee">Whether the party gets less by the fee; else the fee is the consortium's, and what did not arrive stays payable.</param>
/// <param name="Evidence">The bank's slip or letter.</param>
/// <param name="Reason">Why it is said by hand.</param>
public sealed record ManualOutcomeDraft(
    Guid PaymentId, PaymentOutcome Outcome, DateOnly On, Money Received, Money Fee, bool PartyBearsFee, PoolEvidence Evidence, string Reason);

/// <summary>A person put an outcome of a payment before a second one. Nothing is booked yet.</summary>
/// <param name="Draft">What is said.</param>
/// <param name="AgreementId">Agreement of the payment.</param>
/// <param name="Party">Who is paid.</param>
/// <param name="By">Who says it.</param>
/// <param name="At">Recorded time.</param>
public sealed record PaymentOutcomeProposed(ManualOutcomeDraft Draft, string AgreementId, string Party, Actor By, DateTimeOffset At);

/// <summary>A second person confirmed exactly what was proposed, and it was booked.</summary>
/// <param name="Hash">Payload hash of the proposal.</param>
/// <param name="By">Who confirmed.</param>
/// <param name="At">Recorded time.</param>
public sealed record PaymentOutcomeConfirmed(string Hash, Actor By, DateTimeOffset At);

/// <summary>A second person refused it; another may be proposed.</summary>
public sealed record PaymentOutcomeRefused(string Reason, Actor By, DateTimeOffset At);
