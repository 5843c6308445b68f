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
/// <param name="ClosedUpTo">Last closed day of the agreement's books, or null.</param>
public sealed record DeclarePool(
    PoolDeclaration Declaration, AdoptedAgreement? AtFrom, AdoptedAgreement? AtTo, IReadOnlyList<PoolPlace> Others, NextTurn Turn, Guid Entry,
    Actor By, DateTimeOffset At, DateOnly? ClosedUpTo = null);

/// <summary>Open a pool that collects the benefits of a period.</summary>
/// <param name="Reference">The consortium's own id.</param>
/// <param name="AgreementId">Agreement.</param>
/// <param name="Period">Its period; it may end in the future.</param>
/// <param name="Title">What it is.</param>
/// <param name="Coalition">The project, or null.</param>
/// <param name="AtFrom">Agreement version in force on the first day of the period, or null.</param>
/// <param name="Others">Pools of the agreement so far.</param>
/// <param name="Turn">The next turn among them.</param>
/// <param name="By">Who opens.</param>
/// <param name="At">Time of receipt.</param>
public sealed record OpenPool(
    string Reference, string AgreementId, Period Period, Text Title, Coalition? Coalition, AdoptedAgreement? AtFrom, IReadOnlyList<PoolPlace> Others,
    NextTurn Turn, Actor By, DateTimeOffset At);

/// <summary>Record a benefit in an open pool.</summary>
/// <param name="Reference">The consortium's own id of it.</param>
/// <param name="Kind">What kind.</param>
/// <param name="On">Day on which it arose.</param>
/// <param name="Amount">Above zero; in another currency than the agreement's only with a rate.</param>
/// <param name="Rate">The rate of a foreign amount.</param>
/// <param name="Title">What it is.</param>
/// <param name="Evidence">Papers behind it.</param>
/// <param name="Party">For a benefit in kind: who has it.</param>
/// <param name="Agreement">Version in force on the day, or null.</param>
/// <param name="Adopted">Its activation, citable.</param>
/// <param name="Others">Other pools of the agreement, with the references of their benefits.</param>
/// <param name="Entry">Stream of the entry of a benefit in kind.</param>
/// <param name="OpenDay">First open day of the books on or after the day.</param>
/// <param name="Turn">The next turn of the agreement's benefits.</param>
/// <param name="By">Who records.</param>
/// <param name="At">Time of receipt.</param>
public sealed record RecordBenefit(
    string Reference, BenefitKind Kind, DateOnly On, Money Amount, RateGiven? Rate, Text Title, IReadOnlyList<PoolEvidence> Evidence, string? Party,
    AgreementDocument? Agreement, Citation? Adopted, IReadOnlyList<OtherPool> Others, Guid Entry, DateOnly OpenDay, NextTurn Turn, Actor By, DateTimeOffset At);

/// <summary>Another pool of the agreement.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Benefits">References of its benefits.</param>
public sealed record OtherPool(PoolPlace Place, IReadOnlyList<string> Benefits);

/// <summary>Close an open pool: what it holds is what is shared.</summary>
/// <param name="AtTo">Agreement version in force on the last day of the period, or null.</param>
/// <param name="Entry">Stream of the journal entry that books the pool.</param>
/// <param name="OpenDay">First open day of the books on or after the last day of the period.</param>
/// <param name="By">Who closes.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ClosePool(AdoptedAgreement? AtTo, Guid Entry, DateOnly OpenDay, Actor By, DateTimeOffset At);

/// <summary>Record scores for a pool.</summary>
/// <param name="Measure">Performance score or game value.</param>
/// <param name="Values">By party.</param>
/// <param name="Evidence">Papers behind them.</param>
/// <param name="Agreement">Agreement version in force on the last day of the pool's period, or null.</param>
/// <param name="RunStands">Whether a run of the pool is proposed, approved or settled.</param>
/// <param name="Turn">The next turn of the pool.</param>
/// <param name="By">Who records.</param>
/// <param name="At">Time of receipt.</param>
public sealed record RecordScores(
    ResidualMeasure Measure, IReadOnlyDictionary<string, Rational> Values, IReadOnlyList<PoolEvidence> Evidence, AgreementDocument? Agreement, bool RunStands,
    NextTurn Turn, Actor By, DateTimeOffset At);

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
/// <param name="Class">Priority class, when the cost-recovery tier has classes.</param>
public sealed record ClaimCost(
    string Reference, string? Party, Money Amount, Text Title, AgreementDocument? Agreement, bool RunStands, NextTurn Turn, Actor By,
    DateTimeOffset At, string? Class = null);
