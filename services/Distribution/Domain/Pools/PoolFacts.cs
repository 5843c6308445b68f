using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What a finance officer says of a benefit pool.</summary>
/// <param name="Reference">The consortium's own id.</param>
/// <param name="AgreementId">Agreement under which it is shared.</param>
/// <param name="Period">When the benefits arose; both days included.</param>
/// <param name="Amount">What is shared, above zero.</param>
/// <param name="Title">What it is.</param>
/// <param name="Kind">Kind of benefit, an identifier (<c>licence-income</c>); null when it does not matter.</param>
/// <param name="Evidence">Papers behind the amount.</param>
public sealed record PoolDeclaration(
    string Reference, string AgreementId, Period Period, Money Amount, Text Title, string? Kind, IReadOnlyList<PoolEvidence> Evidence)
{
    /// <summary>Whether both say the same.</summary>
    public bool Equals(PoolDeclaration? other) => other is not null
        && (Reference, AgreementId, Period, Amount, Title, Kind) == (other.Reference, other.AgreementId, other.Period, other.Amount, other.Title, other.Kind)
        && Evidence.SequenceEqual(other.Evidence);

    public override int GetHashCode() => HashCode.Combine(Reference, AgreementId, Period, Amount);
}

/// <summary>A paper behind a pool.</summary>
/// <param name="Reference">The consortium's own id of it.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hex.</param>
public sealed record PoolEvidence(string Reference, string Sha256);

/// <summary>A benefit pool was declared. Pools of one agreement are declared in the order of their periods, without overlap.</summary>
/// <param name="Declaration">What was said.</param>
/// <param name="No">The how-manieth pool of its agreement.</param>
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
