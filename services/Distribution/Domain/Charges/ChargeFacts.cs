using System.Text.Json.Serialization;
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
/// <param name="Kind">What the payments are for; null: the allocation of a loss.</param>
/// <param name="AllocationNo">Number of the allocation among those of the event, from 1; null: 1.</param>
/// <param name="Recoveries">For a reversal: the recoveries that it takes back too.</param>
public sealed record LossCharged(
    Guid RiskEventId, string Reference, string AgreementId, int AgreementVersion, string Category, DateOnly OccurredOn, Money Loss,
    IReadOnlyList<ChargePayment> Payments, Citation Source, DateTimeOffset At, ChargeKind? Kind = null, int? AllocationNo = null,
    IReadOnlyList<int>? Recoveries = null);

/// <summary>What the payments of a charge are for.</summary>
[JsonConverter(typeof(KebabCaseEnum<ChargeKind>))]
public enum ChargeKind
{
    /// <summary>A loss, to its sufferers.</summary>
    Allocation,

    /// <summary>Late insurance money, back to those who bore the loss.</summary>
    Recovery,

    /// <summary>An allocation that was reversed: everything back.</summary>
    Reversal,

    /// <summary>A call on the parties to fill the reserve.</summary>
    ReserveCall,
}

/// <summary>A party disputes an allocation: as long as it is not settled, the charge waits.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="DisputeNo">Number among the disputes of the event.</param>
/// <param name="By">The party that disputes.</param>
/// <param name="On">Since when.</param>
/// <param name="Source">The dispute, as recorded by Risks.</param>
public sealed record ChargeDisputed(string AgreementId, int DisputeNo, string By, DateOnly On, Citation Source);

/// <summary>The dispute is settled.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="DisputeNo">Number among the disputes of the event.</param>
/// <param name="Outcome">dismissed, withdrawn or upheld.</param>
/// <param name="On">When.</param>
/// <param name="Source">The end, as recorded by Risks.</param>
public sealed record ChargeDisputeSettled(string AgreementId, int DisputeNo, string Outcome, DateOnly On, Citation Source);

/// <summary>A charge was settled by a run: never again by another.</summary>
/// <param name="ChargeId">Stream of the charge.</param>
/// <param name="RunId">The run that settled it.</param>
/// <param name="PoolId">Its pool.</param>
/// <param name="At">Recorded time.</param>
public sealed record ChargeSettled(Guid ChargeId, Guid RunId, Guid PoolId, DateTimeOffset At);
