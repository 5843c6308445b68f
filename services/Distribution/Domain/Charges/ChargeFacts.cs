using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>A loss was allocated and waits to be settled with the next distribution of its agreement.</summary>
/// <param name="RiskEventId">Stream of the risk event.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="AgreementId">Agreement whose terms allocated it.</param>
/// <param name="AgreementVersion">Its version.</param>
/// <param name="Category">Risk category.</param>
/// <param name="OccurredOn">When the loss struck (valid date).</param>
/// <param name="Loss">The loss, whoever bears it.</param>
/// <param name="Payments">What is paid to the sufferers; empty when the loss is nil or stays where it fell.</param>
/// <param name="Source">The allocation, as recorded by Risks.</param>
/// <param name="At">When it was allocated.</param>
public sealed record LossCharged(
    Guid RiskEventId, string Reference, string AgreementId, int AgreementVersion, string Category, DateOnly OccurredOn, Money Loss,
    IReadOnlyList<ChargePayment> Payments, Citation Source, DateTimeOffset At);

/// <summary>A charge was settled by a run: never again by another.</summary>
/// <param name="ChargeId">Stream of the charge.</param>
/// <param name="RunId">The run that settled it.</param>
/// <param name="PoolId">Its pool.</param>
/// <param name="At">Recorded time.</param>
public sealed record ChargeSettled(Guid ChargeId, Guid RunId, Guid PoolId, DateTimeOffset At);
