using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Contributions.Integration;

/// <summary>What Contributions tells the others: what the receiving party confirmed, what became of it, and what counts no longer.</summary>
internal static class Outgoing
{
    // A withdrawal is not told: it comes before verification, when nobody else has heard of the contribution.
    public static void Map(OutgoingMap map) => map
        .Map<ContributionVerified, V1.ContributionVerified>((fact, at) => new(
            at.Stream, fact.Particulars.Reference, fact.Particulars.AgreementId, fact.AgreementVersion, fact.Particulars.Party,
            KebabCase.Name(fact.Particulars.Kind), fact.Particulars.Title.En, fact.Particulars.Title.Zh, Amount(fact.Particulars.Claimed),
            fact.Particulars.EffectiveOn, Name(fact.Particulars.ClaimType), fact.Particulars.AgreedUntil))
        .Map<ContributionEnded, V1.ContributionEnded>((fact, at) => new(
            at.Stream, fact.On, fact.By.Organisation, fact.Reason.En, fact.Reason.Zh, Name(fact.ClaimType), fact.AgreedUntil))
        .Map<ContributionReturned, V1.ContributionReturned>((fact, at) => new(
            at.Stream, fact.On, fact.Reason.En, fact.Reason.Zh, Name(fact.ClaimType), fact.AgreedUntil))
        .Map<DamageRecorded, V1.ContributionDamaged>((fact, at) => new(at.Stream, fact.On, fact.By.Organisation, fact.Reason.En, fact.Reason.Zh))
        .Map<PlacementChanged, V1.ContributionMoved>((fact, at) => new(at.Stream, Day(fact.At), fact.Reason.En, fact.Reason.Zh))
        .Map<ContributionReversed, V1.ContributionReversed>((fact, at) => Reversed(at, fact.Reason, fact.At))
        .Map<DisputeResolved, V1.ContributionReversed>((fact, at) => fact.Upheld ? Reversed(at, fact.Reason, fact.At) : null);

    private static V1.ContributionReversed Reversed(FactContext at, Text reason, DateTimeOffset when) =>
        new(at.Stream, Day(when), reason.En, reason.Zh);

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static string? Name(ClaimType? type) => type is { } said ? KebabCase.Name(said) : null;

    private static V1.MoneyAmount Amount(Money money) => new(money.Amount, money.Currency.Code);
}
