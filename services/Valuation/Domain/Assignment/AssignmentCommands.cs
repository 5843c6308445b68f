using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Open a round of the draw.</summary>
/// <param name="Commitment">SHA-256 of <c>appraisal|round|nonce</c>, lower-case hex.</param>
/// <param name="RevealUntil">Last moment for nonce and draw.</param>
/// <param name="Fee">The valuer's fee, or null.</param>
/// <param name="Agreement">Version in force on the contribution's effective day, or null.</param>
/// <param name="Known">Panel and ties.</param>
/// <param name="By">Who commits.</param>
/// <param name="At">Time of receipt.</param>
public sealed record OpenAssignment(
    string Commitment, DateTimeOffset RevealUntil, Money? Fee, AdoptedAgreement? Agreement, KnownTies Known, Actor By, DateTimeOffset At);

/// <summary>Give the second nonce.</summary>
public sealed record GiveNonce(string Nonce, KnownTies Known, Actor By, DateTimeOffset At);

/// <summary>Reveal the first nonce and draw.</summary>
public sealed record DrawValuer(string Nonce, Actor By, DateTimeOffset At);

/// <summary>Decline, as the valuer.</summary>
public sealed record DeclineAssignment(string Reason, Actor By, DateTimeOffset At);

/// <summary>Look for conflicts of the valuer again, with what is known now.</summary>
public sealed record ReviewAssignment(KnownTies Known, Actor By, DateTimeOffset At);
