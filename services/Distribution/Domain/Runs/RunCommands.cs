using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Compute a distribution of a pool.</summary>
/// <param name="No">Number of this run among those of the pool.</param>
/// <param name="Standing">Where the pool stands.</param>
/// <param name="Agreement">Version in force on the last day of the pool's period, or null.</param>
/// <param name="Inputs">What it is computed from; null when pool or agreement is missing.</param>
/// <param name="By">Who computes.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ComputeRun(int No, PoolStanding Standing, AdoptedAgreement? Agreement, HashedInputs? Inputs, Actor By, DateTimeOffset At);

/// <summary>Where a pool stands, as seen by a run.</summary>
/// <param name="Declared">The declaration; null when the pool is unknown.</param>
/// <param name="Settled">Whether a run of it was settled.</param>
/// <param name="OtherStands">Whether another run of it is proposed or approved.</param>
/// <param name="OpenBefore">Reference of an earlier pool of the agreement that is not settled, or null.</param>
/// <param name="Open">Reference of the pool while it still collects benefits, or null.</param>
public sealed record PoolStanding(PoolDeclared? Declared, bool Settled, bool OtherStands, string? OpenBefore, string? Open = null);

/// <summary>Inputs with the SHA-256 of their canonical JSON.</summary>
public sealed record HashedInputs(RunInputs Inputs, string Hash);

/// <summary>Put a computed run to the participants.</summary>
/// <param name="Standing">Where the pool stands.</param>
/// <param name="InputsNow">Hash of the inputs as they are now; null when pool or agreement is missing.</param>
/// <param name="ComputedHash">Payload hash of the computation that stands; null when there is none.</param>
/// <param name="Turn">The next turn of the pool.</param>
/// <param name="By">Who proposes.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ProposeRun(
    PoolStanding Standing, string? InputsNow, string? ComputedHash, NextTurn Turn, Actor By, DateTimeOffset At);

/// <summary>Declare, for the caller's organisation, that it does not object to the proposal with this hash.</summary>
public sealed record RecordNoObjection(string ProposalHash, Actor By, DateTimeOffset At);

/// <summary>Object, for the caller's organisation, to a line of the proposal.</summary>
public sealed record RaiseObjection(string Line, string Reason, Actor By, DateTimeOffset At);

/// <summary>Take an objection of the caller's organisation back.</summary>
public sealed record WithdrawObjection(int No, Actor By, DateTimeOffset At);

/// <summary>Take a run back.</summary>
public sealed record WithdrawRun(string? Reason, Actor By, DateTimeOffset At);

/// <summary>Answer an objection.</summary>
public sealed record AnswerObjection(int No, string Answer, Actor By, DateTimeOffset At);

/// <summary>Leave the line of an answered objection in suspense.</summary>
public sealed record HoldObjection(int No, Actor By, DateTimeOffset At);

/// <summary>Approve the proposal with this hash.</summary>
/// <param name="ProposalHash">What was read.</param>
/// <param name="By">Who approves.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Stale">Why what the run rests on no longer holds, or null.</param>
/// <param name="Signing">Key and signature of the approver; null: nobody has a key and nobody needs one.</param>
public sealed record ApproveRun(string ProposalHash, Actor By, DateTimeOffset At, Rejection? Stale = null, ApprovalSigning? Signing = null);

/// <summary>Settle an approved run.</summary>
/// <param name="PoolSettled">Whether a run of the pool was settled already.</param>
/// <param name="SettledCharges">Those of the run's charges that were settled already.</param>
/// <param name="Reversed">Contributions of the agreement that were reversed.</param>
/// <param name="Basis">Computation, proposal and approval of this run, citable.</param>
/// <param name="Streams">Deterministic ids of everything the settlement starts.</param>
/// <param name="By">Who settles.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Stale">Why what the run rests on no longer holds, or null.</param>
/// <param name="Balances">What parties owe and have carried; null: nothing.</param>
/// <param name="ClosedUpTo">Last closed day of the agreement's books, or null.</param>
public sealed record SettleRun(
    bool PoolSettled, IReadOnlySet<Guid> SettledCharges, IReadOnlySet<Guid> Reversed, IReadOnlyList<Citation> Basis, SettlementStreams Streams, Actor By, DateTimeOffset At,
    Rejection? Stale = null, PartyBalances? Balances = null, DateOnly? ClosedUpTo = null);

/// <summary>Ids of what a settlement starts. Each can exist once, which makes a second settlement impossible.</summary>
/// <param name="Pool">Settlement of the pool.</param>
/// <param name="Shares">Entry that shares the pool.</param>
/// <param name="Owed">Entry of what parties owe.</param>
/// <param name="Charges">Per charge.</param>
/// <param name="Carries">Entry of what carriers get back.</param>
/// <param name="Withheld">Entry of what is withheld.</param>
/// <param name="Held">Entry of what is in dispute.</param>
/// <param name="SetOff">Entry of what is set off.</param>
/// <param name="Forward">Entry of what is too little to be paid.</param>
/// <param name="Released">Entry of what was carried and is payable now.</param>
/// <param name="Suspense">Per held objection.</param>
public sealed record SettlementStreams(
    Guid Pool, Guid Shares, Guid Owed, IReadOnlyDictionary<Guid, ChargeStreams> Charges, Guid Carries, Guid Withheld, Guid Held, Guid SetOff, Guid Forward,
    Guid Released, IReadOnlyDictionary<int, Guid> Suspense);

/// <summary>Ids of what settling one charge starts.</summary>
/// <param name="Settled">That it is settled.</param>
/// <param name="Entry">Its journal entry.</param>
public sealed record ChargeStreams(Guid Settled, Guid Entry);
