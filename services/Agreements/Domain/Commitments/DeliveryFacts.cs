using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>A verified contribution, as Contributions told it: what counts as delivered.</summary>
public sealed record ContributionDelivered(
    string AgreementId, string Party, string Reference, ContributionKind Kind, Money Claimed, DateOnly EffectiveOn, Citation Source);

/// <summary>The contribution was reversed: what it delivered counts no longer, as if it had never been brought in.</summary>
public sealed record DeliveryReversed(DateOnly On, Citation Source);

/// <summary>The accepted value of a contribution, as Valuation told it.</summary>
public sealed record ContributionValued(
    string AgreementId, string Party, string Reference, ContributionKind Kind, Money Claimed, Money Accepted, DateOnly EffectiveOn, Citation Source);

/// <summary>The accepted value of a contribution was replaced, as Valuation told it; the earlier one stays in its own fact.</summary>
/// <param name="Number">Of the new value: 1 was the acceptance.</param>
/// <param name="Replaced">What counted until then.</param>
/// <param name="Accepted">What counts from then on.</param>
/// <param name="ValidFrom">First day for which it is the right one.</param>
/// <param name="ReplacedOn">Day of the decision.</param>
/// <param name="Source">The decision, citable.</param>
public sealed record DeliveryRevalued(int Number, Money Replaced, Money Accepted, DateOnly ValidFrom, DateOnly ReplacedOn, Citation Source);
