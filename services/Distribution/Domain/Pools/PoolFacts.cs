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
public sealed record CostClaimed(string Reference, string Party, Money Amount, Text Title, Actor By, DateTimeOffset At);

/// <summary>A pool was distributed by a settled run; its id follows from the pool, so that there can be one only.</summary>
/// <param name="PoolId">Stream of the pool.</param>
/// <param name="RunId">The run that settled it.</param>
/// <param name="AgreementId">Agreement of the pool.</param>
/// <param name="PeriodTo">Last day of its period.</param>
/// <param name="At">Recorded time.</param>
public sealed record PoolSettled(Guid PoolId, Guid RunId, string AgreementId, DateOnly PeriodTo, DateTimeOffset At);
