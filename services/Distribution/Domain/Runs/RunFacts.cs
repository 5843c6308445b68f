using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Inputs of the run, ahead of <see cref="RunComputed"/>: only when there are more than one fact may cite.</summary>
public sealed record RunInputsListed(InputLists Lists);

/// <summary>A distribution was computed. Nothing is promised by it yet.</summary>
/// <param name="No">Number of the run among those of its pool, from 1.</param>
/// <param name="Agreement">Version whose terms apply.</param>
/// <param name="Pool">What is shared.</param>
/// <param name="Reserve">Where the reserve stood.</param>
/// <param name="Lists">Accepted values, cost claims and loss charges; the last of them when there are many.</param>
/// <param name="InputsHash">SHA-256 of the canonical JSON of all inputs, those listed ahead included.</param>
/// <param name="Result">The waterfall: rule, inputs, figures and every line.</param>
/// <param name="Movement">What happens to the reserve.</param>
/// <param name="Lines">What each party receives or owes; with the closing reserve they sum to pool plus opening reserve.</param>
/// <param name="By">Who computed.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Extras">What not every run rests on; null when there is nothing of it.</param>
/// <param name="Deductions">What is taken of shares after the waterfall; null when nothing.</param>
/// <param name="Accepted">Accepted values summed per party and effective day, when they are too many for one fact; else null.</param>
public sealed record RunComputed(
    int No, AgreementInput Agreement, PoolInput Pool, ReserveInput Reserve, InputLists Lists, string InputsHash, MethodResult Result,
    ReserveMovement Movement, IReadOnlyList<RunLine> Lines, Actor By, DateTimeOffset At, RunExtras? Extras = null,
    IReadOnlyList<Deduction>? Deductions = null, IReadOnlyList<DatedContribution>? Accepted = null);

/// <summary>The run was put to the participants; the objection window is open.</summary>
/// <param name="ProposalHash">Payload hash of the computation: what everybody decides on.</param>
/// <param name="WindowEndsAt">From this moment on objections come too late.</param>
/// <param name="By">Who proposed.</param>
/// <param name="At">Recorded time: the window opens.</param>
public sealed record RunProposed(string ProposalHash, DateTimeOffset WindowEndsAt, Actor By, DateTimeOffset At);

/// <summary>A party declared that it does not object; it cannot object afterwards.</summary>
public sealed record NoObjectionRecorded(string Party, string ProposalHash, Actor By, DateTimeOffset At);

/// <summary>A party objects to a line.</summary>
/// <param name="No">From 1 within the run.</param>
/// <param name="Party">Who objects.</param>
/// <param name="Line">A tier, a party, or a line of the calculation: <c>residual/accepted-value/E1</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who raised it.</param>
/// <param name="At">Recorded time.</param>
public sealed record ObjectionRaised(int No, string Party, string Line, string Reason, Actor By, DateTimeOffset At);

/// <summary>The objector took the objection back.</summary>
public sealed record ObjectionWithdrawn(int No, Actor By, DateTimeOffset At);

/// <summary>The finance office answered an objection; it stands until it is withdrawn or its line is put in suspense.</summary>
public sealed record ObjectionAnswered(int No, string Answer, Actor By, DateTimeOffset At);

/// <summary>The disputed line will be left in suspense, so that the rest can be settled.</summary>
public sealed record ObjectionHeld(int No, Actor By, DateTimeOffset At);

/// <summary>The maker took the run back; another may be computed.</summary>
public sealed record RunWithdrawn(string? Reason, Actor By, DateTimeOffset At);

/// <summary>A second person approved exactly this proposal.</summary>
/// <param name="ProposalHash">What was approved.</param>
/// <param name="By">Who approved.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Signature">His own signature; absent when he had no key, and in the oldest facts.</param>
public sealed record RunApproved(string ProposalHash, Actor By, DateTimeOffset At, PersonalSignature? Signature = null);

/// <summary>The run was settled: booked in the cash book, its pool and its loss charges closed.</summary>
/// <param name="Pool">The pool that was shared.</param>
/// <param name="AgreementId">Its agreement.</param>
/// <param name="ProposalHash">What was approved.</param>
/// <param name="Movement">What happened to the reserve.</param>
/// <param name="Lines">What each party received or owes.</param>
/// <param name="Basis">The facts it rests on: computation, proposal, approval.</param>
/// <param name="By">Who settled.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Inputs">What it was computed from, for whoever computes it again under other terms; absent in the oldest facts.</param>
/// <param name="Payouts">What became of each party's cash; null when all of it is payable or owed as it stands.</param>
public sealed record RunSettled(
    SettledPool Pool, string AgreementId, string ProposalHash, ReserveMovement Movement, IReadOnlyList<RunLine> Lines,
    IReadOnlyList<Citation> Basis, Actor By, DateTimeOffset At, SettledInputs? Inputs = null, IReadOnlyList<PartyPayout>? Payouts = null);
