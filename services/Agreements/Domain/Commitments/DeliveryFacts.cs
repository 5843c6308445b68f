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
