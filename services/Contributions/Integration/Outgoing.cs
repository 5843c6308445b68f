using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Contributions.Integration;

/// <summary>What Contributions tells the others: what the receiving party confirmed, and what counts no longer.</summary>
internal static class Outgoing
{
    public static void Map(OutgoingMap map) => map
        .Map<ContributionVerified, V1.ContributionVerified>((fact, at) => new(
            at.Stream, fact.Particulars.Reference, fact.Particulars.AgreementId, fact.AgreementVersion, fact.Particulars.Party,
            KebabCase.Name(fact.Particulars.Kind), fact.Particulars.Title.En, fact.Particulars.Title.Zh, Amount(fact.Particulars.Claimed),
            fact.Particulars.EffectiveOn))
        .Map<ContributionReversed, V1.ContributionReversed>((fact, at) => Reversed(at, fact.Reason, fact.At))
        .Map<DisputeResolved, V1.ContributionReversed>((fact, at) => fact.Upheld ? Reversed(at, fact.Reason, fact.At) : null);

    // A withdrawal is not told: it comes before verification, when nobody else has heard of the contribution. An end or a return is
    // not told either: what was brought in until then was brought in.
    private static V1.ContributionReversed Reversed(FactContext at, Text reason, DateTimeOffset when) =>
        new(at.Stream, DateOnly.FromDateTime(when.UtcDateTime), reason.En, reason.Zh);

    private static V1.MoneyAmount Amount(Money money) => new(money.Amount, money.Currency.Code);
}
