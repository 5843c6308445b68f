using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Attach a document.</summary>
/// <param name="Document">The document.</param>
/// <param name="Agreement">Version under which the event was reported, or null.</param>
/// <param name="By">Who brings it.</param>
/// <param name="At">Time of receipt.</param>
public sealed record AttachEvidence(EvidenceDocument Document, AgreementDocument? Agreement, Actor By, DateTimeOffset At);

/// <summary>Dispute the allocation that stands.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Agreement">Version under which the event was reported, or null.</param>
/// <param name="By">Who disputes.</param>
/// <param name="At">Time of receipt.</param>
public sealed record DisputeAllocation(Text Reason, AgreementDocument? Agreement, Actor By, DateTimeOffset At);

/// <summary>End a dispute.</summary>
/// <param name="No">Of the dispute.</param>
/// <param name="Outcome">How; only its own party withdraws it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Reserve">Standing of the reserve of the year of the event.</param>
/// <param name="By">Who decides.</param>
/// <param name="At">Time of receipt.</param>
public sealed record SettleDispute(int No, DisputeOutcome Outcome, Text Reason, ReserveStanding Reserve, Actor By, DateTimeOffset At);

/// <summary>Say that money came in.</summary>
/// <param name="Reference">The consortium's own reference.</param>
/// <param name="Holder">Who received it.</param>
/// <param name="ReceivedOn">When.</param>
/// <param name="Amount">How much.</param>
/// <param name="Sha256">Hash of the document that shows it.</param>
/// <param name="Agreement">Version under which the event was reported, or null.</param>
/// <param name="By">Who reports.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ReportRecovery(
    string Reference, string Holder, DateOnly ReceivedOn, Money Amount, string Sha256, AgreementDocument? Agreement, Actor By, DateTimeOffset At);

/// <summary>Decide on a reported recovery.</summary>
/// <param name="No">Of the recovery.</param>
/// <param name="Counts">Whether it is handed back.</param>
/// <param name="Reason">Why not; null when it is handed back.</param>
/// <param name="Reserve">Standing of the reserve of the year of the event.</param>
/// <param name="By">Who decides.</param>
/// <param name="At">Time of receipt.</param>
public sealed record DecideRecovery(int No, bool Counts, Text? Reason, ReserveStanding Reserve, Actor By, DateTimeOffset At);

/// <summary>Take back an event that is not allocated.</summary>
/// <param name="Reason">Why.</param>
/// <param name="By">Who.</param>
/// <param name="At">Time of receipt.</param>
public sealed record WithdrawRiskEvent(Text Reason, Actor By, DateTimeOffset At);

/// <summary>Open an event again, or take an allocated one back for good.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Withdraw">Whether nothing is claimed any longer.</param>
/// <param name="Reserve">Standing of the reserve of the year of the event.</param>
/// <param name="By">Who decides.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ReopenRiskEvent(Text Reason, bool Withdraw, ReserveStanding Reserve, Actor By, DateTimeOffset At);

/// <summary>Close an event.</summary>
/// <param name="Agreement">Version under which the event was reported, or null.</param>
/// <param name="By">Who closes.</param>
/// <param name="At">Time of receipt.</param>
public sealed record CloseRiskEvent(AgreementDocument? Agreement, Actor By, DateTimeOffset At);
