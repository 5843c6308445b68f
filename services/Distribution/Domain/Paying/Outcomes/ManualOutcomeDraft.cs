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
