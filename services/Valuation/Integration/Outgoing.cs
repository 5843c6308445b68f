using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.Valuation.Domain;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Valuation.Integration;

/// <summary>What Valuation tells the others: values that count, and to who keeps the papers which of them a frozen calculation rests on.</summary>
internal static class Outgoing
{
    public static void Map(OutgoingMap map) => map
        .Map<ValueProposed, V1.EvidenceCited>((fact, at) => Papers(at, fact.Subject, fact.Basis, fact.At))
        .Map<AlternativeValued, V1.EvidenceCited>((fact, at) => Papers(at, fact.Subject, fact.Basis, fact.At))
        .Map<RevaluationProposed, V1.EvidenceCited>((fact, at) => Papers(at, fact.Subject, fact.Basis, fact.At))
        .Map<ValueAccepted, V1.ValueAccepted>((fact, at) => new(
            at.Stream, fact.ContributionId, fact.Reference, fact.AgreementId, fact.AgreementVersion, fact.Party, KebabCase.Name(fact.Kind),
            Amount(fact.Claimed), Amount(fact.Accepted), fact.Method, fact.MethodVersion, fact.EffectiveOn, fact.ClaimUndisclosed))
        .Map<ValueReplaced, V1.ValueReplaced>((fact, at) => new(
            at.Stream, fact.ContributionId, fact.Reference, fact.AgreementId, fact.AgreementVersion, fact.Party, KebabCase.Name(fact.Kind),
            fact.Number, Amount(fact.Replaced), Amount(fact.Value), Amount(fact.Value - fact.Replaced), fact.Result.RuleId, fact.Result.RuleVersion,
            fact.EffectiveOn, fact.ValidFrom, fact.On, KebabCase.Name(fact.Cause), fact.Case, fact.Reason.En, fact.Reason.Zh));

    // Also what was never accepted: its snapshot is exported and performed again all the same. A determination and a replacement rest on
    // what was proposed before. Without an agreement (facts from before it was kept) the papers are kept for ever.
    private static V1.EvidenceCited? Papers(FactContext at, SubjectReference? subject, ValuationBasis? basis, DateTimeOffset when) =>
        basis is not { Evidence.Count: > 0 } ? null : new V1.EvidenceCited(
            at.Stream, "valuation-snapshot", subject?.Reference ?? at.Stream.ToString("D"), DateOnly.FromDateTime(when.UtcDateTime),
            [.. basis.Evidence.Select(used => new V1.CitedFile(used.Reference, used.Sha256))], subject?.AgreementId);

    private static V1.MoneyAmount Amount(Money money) => new(money.Amount, money.Currency.Code);
}
