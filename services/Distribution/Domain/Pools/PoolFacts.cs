using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>A benefit pool was declared. Pools of one agreement are declared in the order of their periods, without overlap.</summary>
/// <param name="Declaration">What was said.</param>
/// <param name="No">Number of the pool among those of its agreement, from 1.</param>
/// <param name="AgreementVersion">Version in force on the last day of the period.</param>
/// <param name="Agreement">The activation of that version.</param>
/// <param name="By">Who declared.</param>
/// <param name="At">Recorded time.</param>
public sealed record PoolDeclared(
    PoolDeclaration Declaration, int No, int AgreementVersion, Citation Agreement, Actor By, DateTimeOffset At);

/// <summary>A participant asks to be paid back a cost before benefits are shared.</summary>
/// <param name="Reference">Unique within the pool; an identifier.</param>
/// <param name="Party">The claimant.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="Title">What it was for.</param>
/// <param name="By">Who claimed.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Class">Priority class, when the cost-recovery tier has classes; else null.</param>
public sealed record CostClaimed(
    string Reference, string Party, Money Amount, Text Title, Actor By, DateTimeOffset At, string? Class = null);

/// <summary>A pool was opened: until it is closed, benefits of its period are recorded in it, and late ones of periods that are closed.</summary>
/// <param name="Reference">The consortium's own id.</param>
/// <param name="AgreementId">Agreement under which it is shared.</param>
/// <param name="Period">Its period; it may go on still.</param>
/// <param name="Title">What it is.</param>
/// <param name="Coalition">The project whose parties share it; null: all participants.</param>
/// <param name="No">Number of the pool among those of its agreement, from 1.</param>
/// <param name="By">Who opened it.</param>
/// <param name="At">Recorded time.</param>
public sealed record PoolOpened(
    string Reference, string AgreementId, Period Period, Text Title, Coalition? Coalition, int No, Actor By, DateTimeOffset At);

/// <summary>A benefit came in.</summary>
/// <param name="Reference">Unique among the benefits of the agreement.</param>
/// <param name="Kind">What kind.</param>
/// <param name="On">Day on which it arose.</param>
/// <param name="Amount">In the agreement's currency, above zero.</param>
/// <param name="Title">What it is.</param>
/// <param name="Evidence">Papers behind it; at least one.</param>
/// <param name="Conversion">How a foreign amount was converted; null when it came in the agreement's currency.</param>
/// <param name="LateFor">Reference of the closed pool of whose period it is; null when it is of this one.</param>
/// <param name="Party">For a benefit in kind: who has it; else null.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="At">Recorded time.</param>
public sealed record BenefitRecorded(
    string Reference, BenefitKind Kind, DateOnly On, Money Amount, Text Title, IReadOnlyList<PoolEvidence> Evidence, Conversion? Conversion,
    string? LateFor, string? Party, Actor By, DateTimeOffset At);

/// <summary>The pool was closed with nothing in it that is shared in cash.</summary>
public sealed record PoolClosedEmpty(Actor By, DateTimeOffset At);

/// <summary>Scores of the participants, by which the agreement divides part of the residual; the last ones before the proposal count.</summary>
/// <param name="Measure">Performance score or game value.</param>
/// <param name="Values">At least 0 for every party that shares the pool.</param>
/// <param name="Evidence">Papers behind them; at least one.</param>
/// <param name="By">Who recorded them.</param>
/// <param name="At">Recorded time.</param>
public sealed record ScoresRecorded(
    ResidualMeasure Measure, IReadOnlyDictionary<string, Rational> Values, IReadOnlyList<PoolEvidence> Evidence, Actor By, DateTimeOffset At);

/// <summary>A pool was distributed by a settled run; its id follows from the pool, so that there can be one only.</summary>
/// <param name="PoolId">Stream of the pool.</param>
/// <param name="RunId">The run that settled it.</param>
/// <param name="AgreementId">Agreement of the pool.</param>
/// <param name="PeriodTo">Last day of its period.</param>
/// <param name="At">Recorded time.</param>
public sealed record PoolSettled(Guid PoolId, Guid RunId, string AgreementId, DateOnly PeriodTo, DateTimeOffset At);
