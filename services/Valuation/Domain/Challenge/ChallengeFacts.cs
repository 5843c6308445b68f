using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A party objected to the accepted value. The first objection opens the challenge and its second appraisal.</summary>
/// <param name="Challenge">Number of the challenge.</param>
/// <param name="Objection">Number of the objection within it.</param>
/// <param name="Against">Number of the value.</param>
/// <param name="Value">That value.</param>
/// <param name="Party">Who objects.</param>
/// <param name="Ground">What it cites.</param>
/// <param name="Evidence">The fact that registered the cited item, and its document; null for another ground.</param>
/// <param name="Reason">Why.</param>
/// <param name="Window">Time in which parties can object.</param>
/// <param name="Second">The second appraisal.</param>
/// <param name="By">The person.</param>
/// <param name="At">Recorded time.</param>
public sealed record ChallengeFiled(
    int Challenge, int Objection, int Against, Money Value, string Party, ChallengeGround Ground, UsedEvidence? Evidence, ChallengeReason Reason,
    ChallengeClock Window, Reappraisal Second, Actor By, DateTimeOffset At);

/// <summary>A party took its objection back.</summary>
public sealed record ObjectionWithdrawn(int Challenge, int Objection, ChallengeReason Reason, Actor By, DateTimeOffset At);

/// <summary>An appraiser who did not deliver, or may not, is replaced: the appraisal is made anew.</summary>
/// <param name="Challenge">Number of the challenge.</param>
/// <param name="Next">The appraisal that is awaited now.</param>
/// <param name="Former">The one that no longer is.</param>
/// <param name="Person">Who was drawn for it; null where nobody was.</param>
/// <param name="Why">Code of the reason.</param>
/// <param name="By">Who replaced.</param>
/// <param name="At">Recorded time.</param>
public sealed record ReappraisalReplaced(
    int Challenge, Reappraisal Next, Guid Former, string? Person, string Why, Actor By, DateTimeOffset At);

/// <summary>The first two differ too much: a third one is made.</summary>
/// <param name="Challenge">Number of the challenge.</param>
/// <param name="Third">The third appraisal.</param>
/// <param name="Heard">The first two.</param>
/// <param name="By">Who had it decided.</param>
/// <param name="At">Recorded time.</param>
public sealed record ThirdAppraisalOpened(
    int Challenge, Reappraisal Third, IReadOnlyList<HeardAppraisal> Heard, Actor By, DateTimeOffset At);

/// <summary>The appraisals decided; the members are those of <see cref="Determination"/>.</summary>
public sealed record ChallengeDetermined(
    int Challenge, Money Value, MethodResult Result, ValuationBasis? Basis, IReadOnlyList<HeardAppraisal> Heard, ChallengeClock? Appeal, Actor By,
    DateTimeOffset At);

/// <summary>A party appealed; the members are those of <see cref="Domain.Appeal"/>.</summary>
public sealed record ChallengeAppealed(
    int Challenge, string Party, ChallengeReason Reason, FinalDecision Forum, IReadOnlyList<string> Members, ChallengeClock? Vote, Actor By,
    DateTimeOffset At);

/// <summary>A member of the panel voted, or an approver recorded what the forum outside decided; see <see cref="Domain.CastVote"/>.</summary>
public sealed record PanelVoteCast(
    int Challenge, string Member, string Choice, ChallengeReason Reason, string? Document, Actor By, DateTimeOffset At);

/// <summary>The challenge ended.</summary>
/// <param name="Challenge">Its number.</param>
/// <param name="Outcome">What became of the value.</param>
/// <param name="Value">What counts.</param>
/// <param name="Cost">Who pays, by <c>appraisal.challenge-cost</c>.</param>
/// <param name="By">Who concluded it.</param>
/// <param name="At">Recorded time.</param>
public sealed record ChallengeConcluded(
    int Challenge, ChallengeOutcome Outcome, Money Value, MethodResult Cost, Actor By, DateTimeOffset At);
