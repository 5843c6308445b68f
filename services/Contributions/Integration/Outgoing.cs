using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Contributions.Integration;

/// <summary>What Contributions tells the others: only what the receiving party confirmed.</summary>
internal static class Outgoing
{
    public static void Map(OutgoingMap map) => map.Map<ContributionVerified, V1.ContributionVerified>((fact, at) => new(
        at.Stream, fact.Particulars.Reference, fact.Particulars.AgreementId, fact.AgreementVersion, fact.Particulars.Party,
        KebabCase.Name(fact.Particulars.Kind), fact.Particulars.Title.En, fact.Particulars.Title.Zh, Amount(fact.Particulars.Claimed),
        fact.Particulars.EffectiveOn));

    private static V1.MoneyAmount Amount(Money money) => new(money.Amount, money.Currency.Code);
}
