using Ledger.Portal.Web;

namespace Ledger.Portal.Api;

// What pages read of Risks beyond events in a list.

/// <summary>What became of a risk event beside its measurement and allocation.</summary>
public sealed record RiskLife(
    Guid Id, string Reference, string AgreementId, string Category, string Method, string Stage, DateOnly OccurredOn, DateTimeOffset ReportedAt, string? Risk,
    int? DaysLate, IReadOnlyDictionary<string, string> Sufferers, IReadOnlyList<RiskPaper> Evidence, IReadOnlyList<RiskPaperAsked> MissingEvidence,
    int Measurements, int Allocations, IReadOnlyList<RiskApproval> Approvals, DateTimeOffset? ObjectionsUntil, IReadOnlyList<LossDispute> Disputes,
    IReadOnlyList<LossRecovery> Recoveries, Money? RecoverableLeft, IReadOnlyList<LossReversal> Reversals, RiskEnd? Withdrawn, RiskEnd? Closed,
    IReadOnlyList<Escalation> Escalations);

/// <summary>A paper that was attached.</summary>
public sealed record RiskPaper(RiskDocument Document, Actor By, DateTimeOffset At);

/// <summary>What it is.</summary>
public sealed record RiskDocument(string? Item, string Reference, Text Title, string Sha256, DateOnly IssuedOn);

/// <summary>A paper that the agreement asks for.</summary>
public sealed record RiskPaperAsked(string Id, Text Title);

/// <summary>The first of two approvals.</summary>
public sealed record RiskApproval(string PreviewHash, string MeasurementHash, Money Loss, Actor By, DateTimeOffset At);

/// <summary>A dispute of an allocation.</summary>
public sealed record LossDispute(LossDisputed Raised, LossDisputeEnd? Settled);

/// <summary>What was said.</summary>
public sealed record LossDisputed(int No, int AllocationNo, Text Reason, DateOnly On, Actor By, DateTimeOffset At);

/// <summary>How it ended.</summary>
public sealed record LossDisputeEnd(string Outcome, Text Reason, DateOnly On, Actor By, DateTimeOffset At);

/// <summary>Money that came in for a loss.</summary>
public sealed record LossRecovery(RecoveryTold Reported, string Stage, RecoveryReturned? Returned);

/// <summary>As it was told.</summary>
public sealed record RecoveryTold(int No, string Reference, string Holder, DateOnly ReceivedOn, Money Amount, string Sha256, Actor By, DateTimeOffset At);

/// <summary>How it was handed back.</summary>
public sealed record RecoveryReturned(Money LossLeft, MethodResult Result, IReadOnlyList<MoneyTransfer> Transfers, Actor By, DateTimeOffset At);

/// <summary>Money from one to another; null is the reserve.</summary>
public sealed record MoneyTransfer(string? From, string? To, Money Amount);

/// <summary>An allocation that no longer holds.</summary>
public sealed record LossReversal(int AllocationNo, DateOnly On, string Cause, Text Reason, IReadOnlyList<MoneyTransfer> Transfers, Actor By, DateTimeOffset At);

/// <summary>An event that was withdrawn or closed.</summary>
public sealed record RiskEnd(Text? Reason, Actor By, DateTimeOffset At);

/// <summary>What a measurement would come to.</summary>
public sealed record MeasurementPreview(
    Money Gross, Money Loss, IReadOnlyList<PartyAmount> Losses, Money Shared, MethodResult Result, MethodResult? Admission);

/// <summary>Who would bear a loss.</summary>
public sealed record AllocationPreview(
    string PreviewHash, string MeasurementHash, Money Loss, IReadOnlyList<LossPayment> Payments, IReadOnlyList<PartyAmount> Kept, Money Committed,
    int ApproversNeeded, IReadOnlyList<Actor> ApprovedBy, MethodResult Result, EscalatedRest? Escalated);

/// <summary>What of a loss lies above all caps; by which proposal it is decided who bears it.</summary>
public sealed record EscalatedRest(Money Rest, IReadOnlyDictionary<string, Money> Sufferers, int? ResolvedBy);

/// <summary>A proposal of who bears what lies above all caps.</summary>
public sealed record Escalation(EscalationProposal Proposed, IReadOnlyList<EscalationConsent> Consents, EscalationEnd? Decided);

/// <summary>What was proposed, and who must agree.</summary>
public sealed record EscalationProposal(
    int No, string PreviewHash, Money Rest, IReadOnlyDictionary<string, Money> Shares, IReadOnlyList<string> Consents, MethodResult Result, Text Reason,
    Actor By, DateTimeOffset At);

/// <summary>A party agreed.</summary>
public sealed record EscalationConsent(string Party, Money Amount, Actor By, DateTimeOffset At);

/// <summary>How it was decided.</summary>
public sealed record EscalationEnd(bool Accepted, Text? Reason, Actor By, DateTimeOffset At);

/// <summary>A registered risk.</summary>
public sealed record RegisteredRisk(
    Guid Id, RiskEntry Entry, Money Expected, bool Overdue, int Reviews, RiskReview? LastReview, RiskEnd? Retired);

/// <summary>As it stands in the register.</summary>
public sealed record RiskEntry(
    string Reference, string AgreementId, string Category, Text Title, Text? Description, string Owner, string Likelihood, int Strikes, RiskExposure Exposure,
    Money? Limit, IReadOnlyList<RiskControl> Controls, int ReviewDays, DateOnly NextReviewOn);

/// <summary>What a strike costs.</summary>
public sealed record RiskExposure(Money Least, Money Likely, Money Most);

/// <summary>Something done against a risk.</summary>
public sealed record RiskControl(Text Title, string Owner, string Strength);

/// <summary>When it was looked at.</summary>
public sealed record RiskReview(DateOnly On, Text Findings, DateOnly NextReviewOn, Actor By, DateTimeOffset At);

/// <summary>Registered risks by likelihood and impact.</summary>
public sealed record HeatMap(
    string AgreementId, IReadOnlyList<string> LikelihoodUpTo, IReadOnlyList<Money> ImpactUpTo, Money Measure, IReadOnlyList<HeatCell> Cells, Money Expected);

/// <summary>A cell of it.</summary>
public sealed record HeatCell(int Likelihood, int Impact, int Score, IReadOnlyList<HeatRisk> Risks);

/// <summary>A risk in a cell.</summary>
public sealed record HeatRisk(Guid Id, string Reference, Text Title, Money Expected);

/// <summary>The reserve from opening to closing.</summary>
public sealed record ReserveStatement(
    string AgreementId, DateOnly From, DateOnly To, Money Opening, IReadOnlyList<ReserveLine> Lines, Money Closing, Money Gap,
    IReadOnlyList<ReserveCommitted> Committed, Money CommittedSum, Money Target, Money Missing);

/// <summary>A settled movement.</summary>
public sealed record ReserveLine(string Kind, DateOnly On, string PoolReference, Guid RunId, Money Amount, Money Balance);

/// <summary>What is committed and not settled.</summary>
public sealed record ReserveCommitted(Guid RiskEventId, string Reference, int Year, int No, Money Amount, DateTimeOffset At);

/// <summary>A call on the parties.</summary>
public sealed record ReserveCall(Guid Id, string AgreementId, int No, CallProposed? Proposed, CallMade? Called, RiskEnd? Refused);

/// <summary>As proposed.</summary>
public sealed record CallProposed(Money Target, MethodResult Result, Money Amount, IReadOnlyList<MoneyTransfer> Payments, Actor By, DateTimeOffset At);

/// <summary>As called.</summary>
public sealed record CallMade(DateOnly On, Money Amount, Actor By, DateTimeOffset At);

/// <summary>Figures of a stress.</summary>
public sealed record StressFigures(
    string Generator, int Seed, int Trials, StressSpread Loss, StressSpread Retained, StressSpread ReservePays, StressSpread Parties,
    StressSpread ReserveClosing, int Exhausted, string ChanceExhausted, IReadOnlyList<StressBin> Bins, IReadOnlyList<StressShare> Risks);

/// <summary>How one amount came out.</summary>
public sealed record StressSpread(Money Mean, Money Least, Money P5, Money P50, Money P75, Money P90, Money P95, Money P99, Money Most);

/// <summary>Trials in a range.</summary>
public sealed record StressBin(Money From, Money To, int Trials);

/// <summary>What one risk did.</summary>
public sealed record StressShare(string Id, int Strikes, Money Mean);
