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
/// <param name="Coalition">The project whose parties share it; null: all participants.</param>
/// <param name="ByKind">Of the amount, what is of which kind; null for a pool that was declared at once.</param>
public sealed record PoolDeclaration(
    string Reference, string AgreementId, Period Period, Money Amount, Text Title, string? Kind, IReadOnlyList<PoolEvidence> Evidence,
    Coalition? Coalition = null, IReadOnlyList<KindAmount>? ByKind = null)
{
    /// <summary>Whether both say the same.</summary>
    public bool Equals(PoolDeclaration? other) => other is not null
        && (Reference, AgreementId, Period, Amount, Title, Kind) == (other.Reference, other.AgreementId, other.Period, other.Amount, other.Title, other.Kind)
        && Coalition == other.Coalition && (ByKind ?? []).SequenceEqual(other.ByKind ?? [])
        && Evidence.SequenceEqual(other.Evidence);

    public override int GetHashCode() => HashCode.Combine(Reference, AgreementId, Period, Amount);
}

/// <summary>What a pool holds of one kind of benefit.</summary>
public sealed record KindAmount(BenefitKind Kind, Money Amount);

/// <summary>A paper behind a pool.</summary>
/// <param name="Reference">The consortium's own id of it.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hex.</param>
public sealed record PoolEvidence(string Reference, string Sha256);
