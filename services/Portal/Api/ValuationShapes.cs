using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Portal.Web;

namespace Ledger.Portal.Api;

// What pages read of Valuation beyond the case itself.

/// <summary>One appraisal; claim and proposal are absent for who values and has not proposed.</summary>
public sealed record AppraisalState(
    Guid Id, Guid ContributionId, string Reference, string AgreementId, string Party, string Kind, Text Title, DateOnly EffectiveOn, string State,
    Money? Claimed, StandingProposal? Proposal, Money? Accepted, Approval? Acceptance, DrawnValuer? Assignment, IReadOnlyList<GivenApproval> Approvals,
    ConflictReview? Review, int? ValueNumber, int? Challenge, NewAppraisalOf? Reappraisal);

/// <summary>The standing proposal with its whole calculation.</summary>
public sealed record StandingProposal(
    string ProposalHash, string Method, int MethodVersion, Money Value, int AgreementVersion, Actor By, DateTimeOffset At, MethodResult Result);

/// <summary>How far the draw is.</summary>
public sealed record DrawnValuer(int Round, string Step, string? Person, string? Organisation);

/// <summary>The first of two approvals.</summary>
public sealed record GivenApproval(string ProposalHash, Actor By, DateTimeOffset At);

/// <summary>A conflict that came to light after the acceptance.</summary>
public sealed record ConflictReview(IReadOnlyList<IndependenceFinding> Conflicts, DateTimeOffset At);

/// <summary>A rule that somebody does not satisfy.</summary>
public sealed record IndependenceFinding(string Rule, Text Why);

/// <summary>For which challenge a case is a new appraisal.</summary>
public sealed record NewAppraisalOf(Guid Appraisal, int Challenge, int Number);

/// <summary>By what a case can be valued.</summary>
public sealed record CaseMethods(string Currency, int? MinEvidence, DateOnly ValuedOn, IReadOnlyList<CaseMethod> Methods);

/// <summary>A method.</summary>
public sealed record CaseMethod(string Id, int Version, Text Name, bool Agreed);

/// <summary>What is stated for a method, and what the register fills in.</summary>
public sealed record ValuationMethod(MethodForm Form, IReadOnlyList<string> Register, bool Grid, bool Weighted, bool Indexes);

/// <summary>Members to be stated, as JSON Schema.</summary>
public sealed record MethodForm(
    string Id, int Version, Text Name, Text Purpose, IReadOnlyList<string> Formula, IReadOnlyList<string> Sources, JsonElement Inputs, JsonElement Example);

/// <summary>What a proposal would come to.</summary>
public sealed record ValuePreview(
    string Method, int MethodVersion, Money Value, bool Blind, IReadOnlyList<Comparable> Grid, CrossChecks? CrossChecks, Interval? Interval,
    IReadOnlyList<Influence> Influences, IReadOnlyList<string> Flags, IReadOnlyList<string> Evidence, IReadOnlyList<IndexUse> Indexes,
    IReadOnlyList<Step> Steps);

/// <summary>An index vintage that a value rests on.</summary>
public sealed record IndexUse(string Series, Guid Id, int Release, DateOnly PublishedOn);

/// <summary>A registered item that a value rests on.</summary>
public sealed record CaseEvidence(UsedItem Used, Text Title, MarketWithdrawal? Withdrawn);

/// <summary>As it stood when the value was calculated.</summary>
public sealed record UsedItem(string Reference, Guid Id, string Sha256, Text? WeightReason = null);

/// <summary>A second method's value.</summary>
public sealed record CaseAlternative(
    int Number, string Method, int MethodVersion, Money Value, Money? Difference, Text Reconciliation, bool Cited, Actor By, DateTimeOffset At);

/// <summary>What a case says beside its calculation.</summary>
public sealed record CaseBeside(IReadOnlyList<CaseAlternative> Alternatives, BesideCalculation? Calculation);

/// <summary>What the calculation rests on.</summary>
public sealed record BesideCalculation(IReadOnlyList<CaseEvidence> Evidence, IReadOnlyList<IndexUse> Indexes, IReadOnlyList<string> Flags);

/// <summary>A version of the accepted value.</summary>
public sealed record ValueVersion(
    int Number, Money Value, string Method, int MethodVersion, string ProposalHash, DateOnly ValidFrom, bool Stands, Actor By, DateTimeOffset At, string? Cause,
    string? Case, Text? Reason);

/// <summary>A proposal in the history of a case.</summary>
public sealed record ProposalLine(
    int Number, string ProposalHash, string Method, int MethodVersion, Money Value, int AgreementVersion, Actor By, DateTimeOffset At, Superseded? Superseded,
    VoidedProposal? Voided);

/// <summary>By which proposal it was superseded.</summary>
public sealed record Superseded(int Number, Actor By, DateTimeOffset At, Text? Reason);

/// <summary>Why it is void.</summary>
public sealed record VoidedProposal(Actor By, DateTimeOffset At, Text Reason);

/// <summary>A snapshot calculated again.</summary>
public sealed record Reperformance(int Number, string Hash, int Size, bool Same, IReadOnlyList<SnapshotDifference> Differences);

/// <summary>What is not as it was recorded.</summary>
public sealed record SnapshotDifference(string Code, string? Field, Text Message);

/// <summary>A contribution valued by the month.</summary>
public sealed record MonthlyValues(Guid Contribution, IReadOnlyList<ValuedMonth> Months, Money? Total, int TotalMinutes);

/// <summary>A month of it.</summary>
public sealed record ValuedMonth(DateOnly Month, int Minutes, Money? Value, Money? Booked);

/// <summary>The panel of appraisers.</summary>
public sealed record Panel(IReadOnlyList<Appraiser> Appraisers, IReadOnlyList<Tie> Ties);

/// <summary>Somebody on it.</summary>
public sealed record Appraiser(string Person, string Organisation, IReadOnlyList<Qualification> Qualifications, string Standing, string? Reason);

/// <summary>What an appraiser may value.</summary>
public sealed record Qualification(string Kind, IReadOnlyList<string> Methods, DateOnly From, DateOnly To);

/// <summary>A tie between an appraiser and an organisation.</summary>
public sealed record Tie(
    int No, string Kind, string Person, string Organisation, DateOnly From, DateOnly? LastDay, string? Share, string Evidence, bool Withdrawn = false);

/// <summary>The draw of an appraiser.</summary>
public sealed record Draw(
    Guid Appraisal, int Round, string Step, IReadOnlyList<Candidate> Candidates, IReadOnlyList<Exclusion> Exclusions, string Commitment, Actor? CommittedBy,
    DateTimeOffset RevealUntil, Money? Fee, string? GivenNonce, Candidate? Valuer, DateTimeOffset? DrawnAt,
    [property: JsonPropertyName("draw")] MethodResult? Result, IReadOnlyList<PastRound> Past, IReadOnlyList<string> Barred, ConflictReview? Review);

/// <summary>Somebody who can be drawn.</summary>
public sealed record Candidate(string Person, string Organisation, IReadOnlyList<string> Methods);

/// <summary>Somebody who cannot, and why.</summary>
public sealed record Exclusion(string Person, IReadOnlyList<IndependenceFinding> Grounds);

/// <summary>Who could be drawn today.</summary>
public sealed record Candidates(
    [property: JsonPropertyName("candidates")] IReadOnlyList<Candidate> Can,
    [property: JsonPropertyName("exclusions")] IReadOnlyList<Exclusion> Cannot);

/// <summary>An earlier round.</summary>
public sealed record PastRound(int Round, string Person, string End, IReadOnlyList<IndependenceFinding> Why);

/// <summary>Sealed quotes for a case.</summary>
public sealed record Quotation(
    Guid Id, string Reference, Guid Appraisal, string Party, string State, Text What, string Currency, DateOnly AsOf, string Rule, int Least, int Round,
    QuoteWindow Window, IReadOnlyList<Invitee> Invited, IReadOnlyList<SealedQuote>? Quotes, IReadOnlyList<VoidReveal>? Voids, MethodResult? Result,
    IReadOnlyDictionary<string, JsonElement>? Evidence);

/// <summary>Until when is committed and revealed.</summary>
public sealed record QuoteWindow(DateTimeOffset CommitUntil, DateTimeOffset RevealUntil);

/// <summary>An invited appraiser.</summary>
public sealed record Invitee(string Person, string Organisation);

/// <summary>A sealed quote.</summary>
public sealed record SealedQuote(string Person, string Commitment, DateTimeOffset CommittedAt, bool Revealed);

/// <summary>A reveal that does not count.</summary>
public sealed record VoidReveal(int Round, string Person, string Commitment, string Code, DateTimeOffset At);

/// <summary>Challenges of an accepted value.</summary>
public sealed record Challenges(
    int? Against, ValuationClock? Window, [property: JsonPropertyName("challenges")] IReadOnlyList<Challenge> All);

/// <summary>A clock as it was read.</summary>
public sealed record ValuationClock(DateOnly LastDay, DateTimeOffset Until, bool Open);

/// <summary>One challenge.</summary>
public sealed record Challenge(
    int Number, int Against, Money Value, string Step, IReadOnlyList<ValueObjection> Objections, NewAppraisal Second, NewAppraisal? Third,
    Determination? Determination, ValuationClock? AppealClock, ValueAppeal? Appeal, ValuationClock? VoteClock, IReadOnlyDictionary<string, Money>? Choices,
    IReadOnlyList<PanelVote> Votes, ChallengeEnd? End);

/// <summary>An objection to a value.</summary>
public sealed record ValueObjection(int Number, string Party, ObjectionGround Ground, OneReason Reason, Actor By, DateTimeOffset At, bool Withdrawn = false);

/// <summary>What it cites: one of them.</summary>
public sealed record ObjectionGround(string? Evidence = null, string? Method = null, string? Clause = null);

/// <summary>A reason in both languages or one.</summary>
public sealed record OneReason(string? En = null, string? Zh = null)
{
    /// <summary>In both.</summary>
    public Text Text => new(En ?? Zh ?? "", Zh ?? En ?? "");
}

/// <summary>A new appraisal that a challenge waits for.</summary>
public sealed record NewAppraisal(int Number, Guid Appraisal, ValuationClock Due, int Attempt);

/// <summary>What the appraisals decided.</summary>
public sealed record Determination(Money Value, MethodResult Result, IReadOnlyList<HeardAppraisal> Heard, Actor By, DateTimeOffset At);

/// <summary>An appraisal that was heard.</summary>
public sealed record HeardAppraisal(int Number, Guid Appraisal, string Person, string Method, int MethodVersion, Money Value, Money? Fee);

/// <summary>An appeal.</summary>
public sealed record ValueAppeal(string Party, OneReason Reason, string Forum, IReadOnlyList<string> Members, Actor By, DateTimeOffset At);

/// <summary>A vote of the panel.</summary>
public sealed record PanelVote(string Member, string Choice, OneReason Reason, string? Document, Actor By, DateTimeOffset At);

/// <summary>The end of a challenge.</summary>
public sealed record ChallengeEnd(string Outcome, Money Value, MethodResult Cost, Actor By, DateTimeOffset At);

/// <summary>A value that is due again.</summary>
public sealed record DueValue(
    Guid Appraisal, string Reference, string Party, string Kind, Text Title, int Case, Money Value, int Number, DateOnly ValuedOn, DateOnly Since,
    IReadOnlyList<DueReason> Reasons, string? ProposalHash);

/// <summary>Why it is due.</summary>
public sealed record DueReason(string Trigger, DateOnly Since, string Rule, Text Reason);

/// <summary>What falls due for one value, and what was proposed.</summary>
public sealed record ValuedAgain(
    Guid Appraisal, string Reference, int Cases, bool Open, Money? Value, int? Number, DateOnly? ValuedOn, IReadOnlyList<DueReason> Due, AgainProposal? Proposal,
    IReadOnlyList<GivenApproval> Approvals, DueReason? Closed);

/// <summary>The proposed new value.</summary>
public sealed record AgainProposal(int Against, DateOnly On, AgainCalculation Proposal, Text Reason, Guid? Run, DateOnly? UseUntil);

/// <summary>Its calculation.</summary>
public sealed record AgainCalculation(Money Value, MethodResult Result, string ProposalHash, Actor By, DateTimeOffset At);

/// <summary>What came of judging every value.</summary>
public sealed record Swept(DateOnly AsOf, int Examined, int Due);

/// <summary>A portfolio re-valuation.</summary>
public sealed record Portfolio(
    Guid Id, string Reference, string Stage, PortfolioOrder Order, string PreviewHash, int Lines, PortfolioCounts Preview, IReadOnlyList<PortfolioTotal> Totals,
    PortfolioCounts Counts, int Remaining, Actor By, Actor? ConfirmedBy, DateTimeOffset PreviewedAt, DateTimeOffset? ConfirmedAt, DateTimeOffset? EndedAt,
    Text? Cancelled);

/// <summary>What it does.</summary>
public sealed record PortfolioOrder(string Reference, string Method, int MethodVersion, DateOnly On, Text Reason);

/// <summary>How many, by what becomes of them.</summary>
public sealed record PortfolioCounts(int Replaced, int Proposed, int Refused);

/// <summary>Sums in one currency.</summary>
public sealed record PortfolioTotal(Money Old, Money New, Money? Difference);

/// <summary>A line of it.</summary>
public sealed record PortfolioLine(
    int Number, Guid Appraisal, string Reference, string Party, string Kind, Money? Old, Money? New, Money? Difference, string? ProposalHash, bool TwoApprovals,
    string? Code, string? Field, Text? Message, string? Outcome);

/// <summary>A page of an indicator with what it means.</summary>
public sealed record ScorePage<T>(ScoreMeaning Meaning, int Cases, bool Cut, IReadOnlyList<T> Items, string? Next);

/// <summary>What an indicator means and does not prove.</summary>
public sealed record ScoreMeaning(string Indicator, Text Formula, int MinimumSample, Text ProvesNot);

/// <summary>Values against later sales.</summary>
public sealed record MarketScore(
    string Group, string Currency, int Cases, int Sales, bool Enough, string? MedianRatio, string? Bias, string? Cod, bool? CodAcceptable, string? Prd,
    bool? PrdAcceptable, int? Trimmed, int? Above, int? Below, string? Chance);

/// <summary>Claimed against found.</summary>
public sealed record ClaimScore(
    string Group, string Currency, int Cases, bool Enough, Money Claimed, Money Estimated, Money Accepted, int Above, int Below, string? MedianRatio,
    string? Excess, string? Chance);

/// <summary>Values around a threshold.</summary>
public sealed record ThresholdScore(
    string Threshold, string? AgreementId, int? AgreementVersion, Money? At, int Below, int Above, bool Enough, string? Chance);

/// <summary>Round figures.</summary>
public sealed record RoundScore(string Figure, string Group, int Count, int Round, bool Enough, string? Share);

/// <summary>Evidence that many cases rest on.</summary>
public sealed record RepeatedScore(RepeatedUse Use, string? Reference, Text? Title);

/// <summary>How often.</summary>
public sealed record RepeatedUse(Guid Evidence, int Cases, int Parties, int Valuers, string Share);

/// <summary>A later sale.</summary>
public sealed record LaterSale(Guid Id, SoldLater Sale, SaleWithdrawn? Withdrawn);

/// <summary>What was sold.</summary>
public sealed record SoldLater(Guid Appraisal, string Of, string Evidence, Money Price, string TimeFactor, Text? Reason, DateOnly On, string Place, Actor By, DateTimeOffset At);

/// <summary>Why it no longer counts.</summary>
public sealed record SaleWithdrawn(Text Reason, Actor By, DateTimeOffset At);
