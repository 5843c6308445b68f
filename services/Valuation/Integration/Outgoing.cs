using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.Valuation.Domain;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Valuation.Integration;

/// <summary>What Valuation tells the others: only values that count.</summary>
internal static class Outgoing
{
    public static void Map(OutgoingMap map) => map
        .Map<ValueAccepted, V1.ValueAccepted>((fact, at) => new(
            at.Stream, fact.ContributionId, fact.Reference, fact.AgreementId, fact.AgreementVersion, fact.Party, KebabCase.Name(fact.Kind),
            Amount(fact.Claimed), Amount(fact.Accepted), fact.Method, fact.MethodVersion, fact.EffectiveOn))
        .Map<ValueReplaced, V1.ValueReplaced>((fact, at) => new(
            at.Stream, fact.ContributionId, fact.Reference, fact.AgreementId, fact.AgreementVersion, fact.Party, KebabCase.Name(fact.Kind),
            fact.Number, Amount(fact.Replaced), Amount(fact.Value), Amount(fact.Value - fact.Replaced), fact.Result.RuleId, fact.Result.RuleVersion,
            fact.EffectiveOn, fact.ValidFrom, fact.On, KebabCase.Name(fact.Cause), fact.Case, fact.Reason.En, fact.Reason.Zh));

    private static V1.MoneyAmount Amount(Money money) => new(money.Amount, money.Currency.Code);
}
