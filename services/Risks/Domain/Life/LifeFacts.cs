using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>A document was attached to the event.</summary>
/// <param name="Document">The document.</param>
/// <param name="Event">Reference of the event.</param>
/// <param name="AgreementId">Its agreement.</param>
/// <param name="OccurredOn">Its day.</param>
/// <param name="By">Who brought it.</param>
/// <param name="At">Recorded time.</param>
public sealed record RiskEvidenceAttached(
    EvidenceDocument Document, string Event, string AgreementId, DateOnly OccurredOn, Actor By, DateTimeOffset At);

/// <summary>The first of two approvers approved exactly one preview; nothing is allocated yet.</summary>
/// <param name="PreviewHash">Hash of the allocation's inputs.</param>
/// <param name="MeasurementHash">The measurement.</param>
/// <param name="Loss">What would be allocated.</param>
/// <param name="By">Who approved.</param>
/// <param name="At">Recorded time.</param>
public sealed record AllocationApproved(string PreviewHash, string MeasurementHash, Money Loss, Actor By, DateTimeOffset At);

/// <summary>A party disputes an allocation within the objection window: it is not to be settled meanwhile.</summary>
/// <param name="No">From 1 within the event.</param>
/// <param name="AllocationNo">The allocation.</param>
/// <param name="Reference">Reference of the event.</param>
/// <param name="AgreementId">Its agreement.</param>
/// <param name="Reason">Why.</param>
/// <param name="On">Day (valid date).</param>
/// <param name="By">Who disputes.</param>
/// <param name="At">Recorded time.</param>
public sealed record AllocationDisputed(
    int No, int AllocationNo, string Reference, string AgreementId, Text Reason, DateOnly On, Actor By, DateTimeOffset At);

/// <summary>How a dispute ended. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<DisputeOutcome>))]
public enum DisputeOutcome
{
    /// <summary>The allocation stands.</summary>
    Dismissed,

    /// <summary>The party took it back.</summary>
    Withdrawn,

    /// <summary>The allocation is reversed.</summary>
    Upheld,
}

/// <summary>A dispute ended.</summary>
/// <param name="No">Of the dispute.</param>
/// <param name="AllocationNo">The allocation.</param>
/// <param name="Reference">Reference of the event.</param>
/// <param name="AgreementId">Its agreement.</param>
/// <param name="Outcome">How.</param>
/// <param name="Reason">Why.</param>
/// <param name="On">Day (valid date).</param>
/// <param name="By">Who decided.</param>
/// <param name="At">Recorded time.</param>
public sealed record AllocationDisputeSettled(
    int No, int AllocationNo, string Reference, string AgreementId, DisputeOutcome Outcome, Text Reason, DateOnly On, Actor By, DateTimeOffset At);

/// <summary>Why an allocation was reversed. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<ReversalCause>))]
public enum ReversalCause
{
    DisputeUpheld,
    Reopened,
    Withdrawn,
}

/// <summary>An allocation no longer holds; what was paid under it goes back.</summary>
/// <param name="AllocationNo">The allocation.</param>
/// <param name="Reference">Reference of the event.</param>
/// <param name="AgreementId">Its agreement.</param>
/// <param name="AgreementVersion">Its version.</param>
/// <param name="Category">Risk category.</param>
/// <param name="OccurredOn">When the loss struck.</param>
/// <param name="On">Day of the reversal (valid date).</param>
/// <param name="Cause">What led to it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Transfers">Every payment of the allocation and of its recoveries, back.</param>
/// <param name="Recoveries">Numbers of the recoveries that are undone with it.</param>
/// <param name="Returned">What the reserve's commitment goes down by; null when it had paid nothing on balance.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">Recorded time.</param>
public sealed record AllocationReversed(
    int AllocationNo, string Reference, string AgreementId, int AgreementVersion, string Category, DateOnly OccurredOn, DateOnly On,
    ReversalCause Cause, Text Reason, IReadOnlyList<Transfer> Transfers, IReadOnlyList<int> Recoveries, DrawNumber? Returned, Actor By,
    DateTimeOffset At);

/// <summary>The event is open again: it is to be measured anew.</summary>
/// <param name="Reason">Why.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">Recorded time.</param>
public sealed record RiskEventReopened(Text Reason, Actor By, DateTimeOffset At);

/// <summary>Nothing is claimed for the event any longer.</summary>
/// <param name="Reason">Why.</param>
/// <param name="By">Who withdrew it.</param>
/// <param name="At">Recorded time.</param>
public sealed record RiskEventWithdrawn(Text Reason, Actor By, DateTimeOffset At);

/// <summary>The event is done: nobody disputes it any longer. Money that still comes in is handed back all the same.</summary>
/// <param name="By">Who closed it.</param>
/// <param name="At">Recorded time.</param>
public sealed record RiskEventClosed(Actor By, DateTimeOffset At);

/// <summary>Money came in for an allocated loss, somebody says; a second person decides before it is handed back.</summary>
/// <param name="No">From 1 within the event.</param>
/// <param name="Reference">The consortium's own reference.</param>
/// <param name="Holder">The party that received it.</param>
/// <param name="ReceivedOn">When (valid date).</param>
/// <param name="Amount">Above zero.</param>
/// <param name="Sha256">Hash of the insurer's or payer's document.</param>
/// <param name="Event">Reference of the event.</param>
/// <param name="AgreementId">Its agreement.</param>
/// <param name="By">Who reports.</param>
/// <param name="At">Recorded time.</param>
public sealed record RecoveryReported(
    int No, string Reference, string Holder, DateOnly ReceivedOn, Money Amount, string Sha256, string Event, string AgreementId, Actor By,
    DateTimeOffset At);

/// <summary>A reported recovery does not count.</summary>
/// <param name="No">Of the recovery.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">Recorded time.</param>
public sealed record RecoveryRefused(int No, Text Reason, Actor By, DateTimeOffset At);

/// <summary>A recovery is handed back by the key of the allocation in reverse.</summary>
/// <param name="No">Of the recovery.</param>
/// <param name="RecoveryReference">Its reference.</param>
/// <param name="AllocationNo">The allocation that is relieved.</param>
/// <param name="Reference">Reference of the event.</param>
/// <param name="AgreementId">Its agreement.</param>
/// <param name="AgreementVersion">Its version.</param>
/// <param name="Category">Risk category.</param>
/// <param name="OccurredOn">When the loss struck.</param>
/// <param name="ReceivedOn">When the money came in.</param>
/// <param name="Holder">Who received it.</param>
/// <param name="Amount">What came in.</param>
/// <param name="LossLeft">Net loss after it.</param>
/// <param name="Result">Rule, inputs, figures and every line.</param>
/// <param name="Transfers">From the holder to the others and to the reserve.</param>
/// <param name="Returned">What the reserve's commitment goes down by; null when nothing.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">Recorded time.</param>
public sealed record LossRecovered(
    int No, string RecoveryReference, int AllocationNo, string Reference, string AgreementId, int AgreementVersion, string Category,
    DateOnly OccurredOn, DateOnly ReceivedOn, string Holder, Money Amount, Money LossLeft, MethodResult Result, IReadOnlyList<Transfer> Transfers,
    DrawNumber? Returned, Actor By, DateTimeOffset At);
