using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Declare a benefit pool.</summary>
/// <param name="Declaration">What the caller says.</param>
/// <param name="AtFrom">Agreement version in force on the first day of the period, or null.</param>
/// <param name="AtTo">Agreement version in force on the last day, or null.</param>
/// <param name="Others">Pools declared under the agreement so far.</param>
/// <param name="Turn">The next turn among the pools of the agreement.</param>
/// <param name="Entry">Stream of the journal entry that books the pool.</param>
/// <param name="By">Who declares.</param>
/// <param name="At">Time of receipt.</param>
public sealed record DeclarePool(
    PoolDeclaration Declaration, AdoptedAgreement? AtFrom, AdoptedAgreement? AtTo, IReadOnlyList<PoolDeclared> Others, NextTurn Turn, Guid Entry,
    Actor By, DateTimeOffset At);

/// <summary>Claim a cost against a pool.</summary>
/// <param name="Reference">The claimant's own id.</param>
/// <param name="Party">The claimant; null for the caller's organisation.</param>
/// <param name="Amount">What is claimed.</param>
/// <param name="Title">What it was for.</param>
/// <param name="Agreement">Agreement version in force on the last day of the pool's period, or null.</param>
/// <param name="RunStands">Whether a run of the pool is proposed, approved or settled.</param>
/// <param name="Turn">The next turn of the pool.</param>
/// <param name="By">Who claims.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ClaimCost(
    string Reference, string? Party, Money Amount, Text Title, AgreementDocument? Agreement, bool RunStands, NextTurn Turn, Actor By,
    DateTimeOffset At);
