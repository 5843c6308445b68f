using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A round was opened: who can be drawn is fixed, and a nonce is committed to.</summary>
/// <param name="Round">From 1.</param>
/// <param name="Commitment">SHA-256 of <c>appraisal|round|nonce</c>.</param>
/// <param name="RevealUntil">Last moment for nonce and draw.</param>
/// <param name="Fee">The valuer's fee, or null.</param>
/// <param name="Candidates">Who can be drawn.</param>
/// <param name="Exclusions">Who cannot, with every reason.</param>
/// <param name="By">Who committed.</param>
/// <param name="At">Recorded time.</param>
public sealed record AssignmentOpened(
    int Round, string Commitment, DateTimeOffset RevealUntil, Money? Fee, IReadOnlyList<Candidate> Candidates,
    IReadOnlyList<Exclusion> Exclusions, Actor By, DateTimeOffset At);

/// <summary>Another organisation gave its nonce, knowing candidates and commitment.</summary>
public sealed record NonceGiven(int Round, string Nonce, Actor By, DateTimeOffset At);

/// <summary>A valuer was drawn.</summary>
/// <param name="Round">Which round.</param>
/// <param name="Valuer">Who.</param>
/// <param name="Exclusions">Who could not be drawn, with every reason.</param>
/// <param name="Draw">Candidates, nonces, seed and result by <c>appraiser.draw</c>.</param>
/// <param name="By">Who revealed the nonce.</param>
/// <param name="At">Recorded time.</param>
public sealed record ValuerDrawn(
    int Round, Candidate Valuer, IReadOnlyList<Exclusion> Exclusions, MethodResult Draw, Actor By, DateTimeOffset At);

/// <summary>The drawn valuer declined.</summary>
public sealed record AssignmentDeclined(int Round, string Person, string Reason, Actor By, DateTimeOffset At);

/// <summary>A conflict of the drawn valuer came to light before his value was accepted.</summary>
public sealed record AssignmentVoided(int Round, string Person, IReadOnlyList<Finding> Conflicts, Actor By, DateTimeOffset At);

/// <summary>The standing proposal no longer counts: its valuer is no longer assigned.</summary>
public sealed record ProposalVoided(string ProposalHash, Text Reason, Actor By, DateTimeOffset At);

/// <summary>A conflict of the valuer came to light after his value was accepted. The value stands until it is challenged.</summary>
public sealed record ReviewRequired(int Round, string Person, string ProposalHash, IReadOnlyList<Finding> Conflicts, Actor By, DateTimeOffset At);
