using System.Text.Json;
using Ledger.Portal.Web;

namespace Ledger.Portal.Api;

// What pages read of the services' answers. Members that a page does not show are left out; the services may add some.

/// <summary>An exact amount with its currency, as text.</summary>
public sealed record Money(string Amount, string Currency);

/// <summary>Who did something.</summary>
public sealed record Actor(string Person, string Organisation);

/// <summary>Days, both included.</summary>
public sealed record Period(DateOnly From, DateOnly To);

/// <summary>One line of a calculation.</summary>
public sealed record Step(string Id, Text Name, JsonElement Value, string? Unit = null, string? Formula = null, Text? Note = null);

/// <summary>A whole calculation: rule, inputs, value and lines.</summary>
public sealed record MethodResult(
    string RuleId, int RuleVersion, string InputsHash, JsonElement Inputs, JsonElement Value, IReadOnlyList<Step> Steps, string? Rounding = null,
    JsonElement? Residual = null);

/// <summary>A contribution in a list.</summary>
public sealed record ContributionLine(
    Guid Id, string Reference, string AgreementId, string Party, string Kind, Text Title, DateOnly EffectiveOn, string ReceivedBy, string State,
    Money? Claimed, Money? Accepted, Money? Excess, bool Disputed = false, bool Damaged = false, IReadOnlyList<string>? Missing = null);

/// <summary>What stands of one party in one currency.</summary>
public sealed record PartyTotals(string Party, string Currency, int Count, Money Claimed, Money Accepted, Money Pending);

/// <summary>Totals as they stood on one day.</summary>
public sealed record TotalsOn(DateOnly On, IReadOnlyList<PartyTotals> Totals);

/// <summary>One contribution.</summary>
public sealed record Contribution(
    Guid Id, string Reference, string AgreementId, int AgreementVersion, string Party, string Kind, Text Title, DateOnly EffectiveOn,
    string ReceivedBy, string State, Money? Claimed, Money? Accepted, Money? Excess, IReadOnlyList<Evidence> Evidence,
    IReadOnlyDictionary<string, string> Attributes, Actor? RegisteredBy, DateTimeOffset? RegisteredAt, Verification? Verification,
    ValueSource? Value, JsonElement? Details, string? ClaimType, string? Location, string? Tag, Dispute? Dispute, IReadOnlyList<LifeStep> Steps,
    IReadOnlyList<Missing> Missing, Hours? Hours, IReadOnlyList<Mark>? Secrecy = null);

/// <summary>One piece of evidence.</summary>
public sealed record Evidence(
    string Reference, string SourceClass, DateOnly IssuedOn, Text Title, string MediaType, string Sha256, long Size, string? Number = null,
    string? Issuer = null, bool? RelatedParty = null);

/// <summary>What the receiver found.</summary>
public sealed record Verification(Text? Finding, string? Location, string? Tag, string? PhotoSha256, DateOnly? InspectedOn, Actor By, DateTimeOffset At);

/// <summary>Where an accepted value comes from.</summary>
public sealed record ValueSource(Money Value, string Method, int MethodVersion, Guid AppraisalId);

/// <summary>Somebody contests it.</summary>
public sealed record Dispute(string? Party, Text? Reason, Actor? By, DateTimeOffset? At);

/// <summary>A step of a life.</summary>
public sealed record LifeStep(string State, DateOnly? On, DateTimeOffset At, Text? Reason = null);

/// <summary>What is still missing.</summary>
public sealed record Missing(string Code, Text Message);

/// <summary>Hours told and counting.</summary>
public sealed record Hours(int Minutes, int CountingMinutes, IReadOnlyList<MonthHours> Months);

/// <summary>Hours of a month.</summary>
public sealed record MonthHours(DateOnly Month, int Minutes, IReadOnlyList<HoursEntry> Entries);

/// <summary>A stretch of hours.</summary>
public sealed record HoursEntry(DateOnly Day, TimeOnly Start, int Minutes, Text? Note = null);

/// <summary>A field that not everybody sees.</summary>
public sealed record Mark(string Field, string Tier, JsonElement? Value = null, string? Digest = null);

/// <summary>A stored file.</summary>
public sealed record Stored(string Sha256, long Size);

/// <summary>An appraisal in a list.</summary>
public sealed record AppraisalLine(
    Guid Id, Guid ContributionId, string Reference, string Party, string Kind, Text Title, DateOnly EffectiveOn, string State, Money? Claimed,
    string? Method, Money? Value, string? ProposalHash);

/// <summary>A case.</summary>
public sealed record Case(
    Guid Id, string Reference, string Party, string Kind, Text Title, DateOnly EffectiveOn, string State, Money? Claimed, Calculation? Calculation,
    IReadOnlyList<Proposal> Proposals, Approval? Acceptance, IReadOnlyList<CaseAlternative>? Alternatives = null);

/// <summary>The calculation that a case shows.</summary>
public sealed record Calculation(
    int Number, string ProposalHash, string Method, int MethodVersion, Money Value, IReadOnlyList<WayStage> Way, IReadOnlyList<Comparable> Grid,
    CrossChecks? CrossChecks, Interval? Interval, IReadOnlyList<Influence> Influences, IReadOnlyList<JsonElement> Flags, IReadOnlyList<Step> Steps,
    Actor By, DateTimeOffset At, IReadOnlyList<CaseEvidence>? Evidence = null, IReadOnlyList<IndexUse>? Indexes = null);

/// <summary>A stage on the way from claimed to accepted.</summary>
public sealed record WayStage(string Stage, string Value, string? Unit, Text Reason);

/// <summary>A comparable with its adjustments.</summary>
public sealed record Comparable(
    string Id, string Price, DateOnly? PricedOn, string? SourceClass, IReadOnlyList<Factor> Factors, Money Adjusted, string? Weight,
    string? ModifiedZ, bool Outlier, bool Used, Text? Why = null);

/// <summary>One adjustment.</summary>
public sealed record Factor(string Kind, string Worked);

/// <summary>What other estimators say.</summary>
public sealed record CrossChecks(Money? WeightedMean, Money? TrimmedMean, Money? Huber, string? HuberGap);

/// <summary>How sure a value is.</summary>
public sealed record Interval(Money Low, Money High, Money HalfWidth, string? EffectiveCount, string? Grade);

/// <summary>The value without one comparable.</summary>
public sealed record Influence(string Id, Money Without, string Move);

/// <summary>A value that was put forward.</summary>
public sealed record Proposal(int Number, string ProposalHash, string Method, int MethodVersion, Money Value, Actor By, DateTimeOffset At, bool Voided = false);

/// <summary>A second person's signature.</summary>
public sealed record Approval(Actor By, DateTimeOffset At);

/// <summary>A risk event in a list.</summary>
public sealed record RiskLine(
    Guid Id, string Reference, string AgreementId, string Category, Text Title, DateOnly OccurredOn, IReadOnlyDictionary<string, string> Sufferers,
    string Stage, Money? Loss);

/// <summary>One risk event.</summary>
public sealed record RiskEvent(
    Guid Id, string Reference, string AgreementId, int AgreementVersion, string Category, string Method, Text Title, Text? Description,
    DateOnly OccurredOn, IReadOnlyDictionary<string, string> Sufferers, string Stage, Actor ReportedBy, DateTimeOffset ReportedAt,
    Measurement? Measurement, Allocation? Allocation);

/// <summary>A measured loss.</summary>
public sealed record Measurement(string Hash, Money Gross, Money Loss, IReadOnlyList<PartyAmount> Losses, MethodResult Result, Actor By, DateTimeOffset At);

/// <summary>Who bears a loss.</summary>
public sealed record Allocation(
    Money Loss, IReadOnlyList<LossPayment> Payments, IReadOnlyList<PartyAmount> Kept, MethodResult Result, Actor By, DateTimeOffset At);

/// <summary>A payment to a sufferer; without payer the reserve pays.</summary>
public sealed record LossPayment(string Party, string? Payer, Money Amount);

/// <summary>An amount of a party.</summary>
public sealed record PartyAmount(string Party, Money Amount);

/// <summary>A year of the reserve.</summary>
public sealed record ReserveYear(
    string AgreementId, int Year, Money? Limit, Money? Committed, Money? Left, Money? Funded, Money? Drawn, Money? Closing);

/// <summary>A pool in a list.</summary>
public sealed record PoolLine(Guid Id, string Reference, string AgreementId, Period Period, Money Amount, Text Title, int CostClaims);

/// <summary>One pool.</summary>
public sealed record Pool(
    Guid Id, string Reference, string AgreementId, int AgreementVersion, Period Period, Money Amount, Text Title, string? Kind, Actor DeclaredBy,
    DateTimeOffset DeclaredAt, IReadOnlyList<CostClaim> CostClaims, IReadOnlyList<PoolRun> Runs, Guid? SettledBy);

/// <summary>A cost claimed against a pool.</summary>
public sealed record CostClaim(string Reference, string Party, Money Amount, Text Title, Actor By, DateTimeOffset At);

/// <summary>A run of a pool.</summary>
public sealed record PoolRun(Guid Id, int No, string Stage);

/// <summary>A run in a list.</summary>
public sealed record RunLine(
    Guid Id, Guid PoolId, string PoolReference, int No, string AgreementId, Period Period, string Stage, Money Pool, Actor ComputedBy, DateTimeOffset ComputedAt);

/// <summary>One run.</summary>
public sealed record Run(
    Guid Id, Guid PoolId, int No, string Stage, RunAgreement Agreement, RunPool Pool, ReserveMovement Reserve, IReadOnlyList<ShareLine> Lines,
    IReadOnlyList<Tier> Tiers, RunInputs Inputs, MethodResult Result, string Hash, Actor ComputedBy, DateTimeOffset ComputedAt,
    RunProposal? Proposal, IReadOnlyList<NoObjection> NoObjections, IReadOnlyList<Objection> Objections, RunApproval? Approval, Approval? Settlement,
    Approval? Withdrawal);

/// <summary>The agreement behind a run.</summary>
public sealed record RunAgreement(string AgreementId, int Version, string DocumentHash, IReadOnlyList<string> Parties, string? ObjectionWindow);

/// <summary>The pool behind a run.</summary>
public sealed record RunPool(Guid PoolId, string Reference, Period Period, Money Amount);

/// <summary>How the reserve moves.</summary>
public sealed record ReserveMovement(Money Opening, Money Funded, Money Drawn, Money Closing);

/// <summary>What a party gets.</summary>
public sealed record ShareLine(string Party, Money Share, Money Received, Money Paid, Money Cash);

/// <summary>A tier of the waterfall.</summary>
public sealed record Tier(Money Available, Money Amount, IReadOnlyDictionary<string, Money> Payments)
{
    /// <summary>Its name in the agreement.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("tier")]
    public string Name { get; init; } = "";
}

/// <summary>What a run rests on.</summary>
public sealed record RunInputs(IReadOnlyList<RunValue> Values, IReadOnlyList<RunClaim> Claims, IReadOnlyList<RunCharge> Charges);

/// <summary>An accepted value in a run.</summary>
public sealed record RunValue(
    string Party, Guid ContributionId, string Reference, string Kind, DateOnly EffectiveOn, Money Claimed, Money Accepted, string Method, int MethodVersion,
    bool? ClaimUndisclosed = null);

/// <summary>A cost claim in a run.</summary>
public sealed record RunClaim(string Party, string Reference, Money Amount);

/// <summary>A loss in a run.</summary>
public sealed record RunCharge(Guid RiskEventId, string Reference, string Category, DateOnly OccurredOn, Money Loss);

/// <summary>What is before the participants.</summary>
public sealed record RunProposal(string Hash, DateTimeOffset WindowEndsAt, Actor By, DateTimeOffset At);

/// <summary>A party that does not object.</summary>
public sealed record NoObjection(string Party, Actor By, DateTimeOffset At);

/// <summary>An objection to a line.</summary>
public sealed record Objection(int No, string Party, string Line, string Reason, bool Standing, Actor By, DateTimeOffset At);

/// <summary>A journal entry.</summary>
public sealed record JournalEntry(
    Guid Id, string AgreementId, string Book, string Kind, DateOnly On, DateTimeOffset At, string Reference, Text Narrative,
    IReadOnlyList<JournalLine> Lines, Guid? PoolId, Guid? RunId);

/// <summary>A line of an entry.</summary>
public sealed record JournalLine(string Code, string Side, Money Amount);

/// <summary>The trial balance.</summary>
public sealed record TrialBalance(IReadOnlyList<AccountBalance> Accounts, IReadOnlyList<BookTotal> Totals);

/// <summary>Balance of an account.</summary>
public sealed record AccountBalance(string AgreementId, string Code, Money Debit, Money Credit, Money Balance);

/// <summary>A book's proof.</summary>
public sealed record BookTotal(string Book, Money Debit, Money Credit, Money Difference);

/// <summary>What one party gets from one pool.</summary>
public sealed record Statement(
    string Party, StatementRun Run, IReadOnlyList<RunValue> Contributions, Money AcceptedTotal, IReadOnlyList<StatementLine> Lines,
    IReadOnlyList<JsonElement> Claims, Money Share, IReadOnlyList<StatementLoss> LossesReceived, IReadOnlyList<StatementLoss> LossesPaid, Money Received,
    Money Paid, Money Cash);

/// <summary>The run behind a statement.</summary>
public sealed record StatementRun(Guid RunId, string Stage, RunPool Pool, string Rule, int RuleVersion, string InputsHash, string? ProposalHash);

/// <summary>A line of a share.</summary>
public sealed record StatementLine(string Line, Text Name, Money Amount);

/// <summary>A loss that was compensated or borne.</summary>
public sealed record StatementLoss(Guid RiskEventId, string Reference, string Category, DateOnly OccurredOn, Money Amount);

/// <summary>An agreement version in a list.</summary>
public sealed record AgreementLine(
    Guid Id, string AgreementId, int AgreementVersion, string Stage, string DocumentHash, IReadOnlyList<string> Parties, IReadOnlyList<Signature> Signatures);

/// <summary>A party's signature.</summary>
public sealed record Signature(string Party, Actor By, DateTimeOffset At);

/// <summary>One agreement version.</summary>
public sealed record Agreement(
    Guid Id, string Stage, string AgreementId, int AgreementVersion, JsonElement Document, string DocumentHash, IReadOnlyList<string> Parties,
    IReadOnlyList<Signature> Signatures, IReadOnlyList<string>? Missing = null);

/// <summary>What is due under an agreement, as of a day.</summary>
public sealed record Calendar(int? AgreementVersion, DateOnly On, IReadOnlyList<Obligation> Obligations);

/// <summary>One instalment that was promised.</summary>
public sealed record Obligation(
    string Commitment, string Party, string Kind, DateOnly Due, Money Planned, Money Delivered, string Standing, int DaysOverdue, DateOnly? NoticeFrom,
    DateOnly? CureBy, DateOnly? MetOn);

/// <summary>An import and how far it has come.</summary>
public sealed record Import(
    Guid Id, ImportOrder Order, int Attempt, string Stage, string? Outcome, string? Phase, ImportCounts Counts, int Errors, DateTimeOffset RequestedAt,
    DateTimeOffset? EndedAt);

/// <summary>What is done with which file.</summary>
public sealed record ImportOrder(string Kind, string Mode, bool DryRun, string Format, string Sha256, long Size);

/// <summary>Rows by what became of them.</summary>
public sealed record ImportCounts(int Rows, int Valid, int Refused, int Written, int Unchanged);

/// <summary>What is wrong with a line.</summary>
public sealed record LineError(int Line, string? Column, string? Value, string Code, string? Field, Text Message);

/// <summary>How an event came about.</summary>
public sealed record Trail(
    Guid Start, bool Complete, IReadOnlyList<TrailNode> Nodes, IReadOnlyList<TrailEdge> Edges, IReadOnlyList<TrailApproval>? Approvals = null, TrailFigure? Figure = null);

/// <summary>An approval within a trail.</summary>
public sealed record TrailApproval(Guid Event, string Type, string? Person, string? Organisation, DateTimeOffset RecordedAt);

/// <summary>A figure that was asked for.</summary>
public sealed record TrailFigure(Guid Event, string Path, JsonElement Value);

/// <summary>An event of a trail.</summary>
public sealed record TrailNode(
    Guid Event, string State, long? Index = null, string? Type = null, string? Service = null, Guid? Stream = null, long? Version = null,
    DateTimeOffset? RecordedAt = null, string? Person = null, string? Organisation = null, Text? Title = null,
    IReadOnlyDictionary<string, JsonElement>? Values = null, string? PayloadHash = null, string? LeafHash = null, JsonElement? Payload = null);

/// <summary>What one event has to do with another.</summary>
public sealed record TrailEdge(string Kind, Guid From, Guid To);

/// <summary>Where the log stands.</summary>
public sealed record LogState(long Size, string Root, IReadOnlyList<LogSource> Sources);

/// <summary>How far the log has one service's events.</summary>
public sealed record LogSource(
    string Source, long LastNumber, long Waiting, DateTimeOffset? WaitingSince = null, string? WaitsFor = null, LogQuarantine? Quarantine = null);

/// <summary>Why a service's entries are not taken any more.</summary>
public sealed record LogQuarantine(DateTimeOffset At, long Number, string Reason);

/// <summary>Two documents side by side.</summary>
public sealed record Comparison(string From, string To, IReadOnlyList<Difference> Differences);

/// <summary>A member that differs.</summary>
public sealed record Difference(string Path, JsonElement? Before, JsonElement? After);
