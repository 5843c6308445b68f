using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Risks.Integration;

/// <summary>What Risks tells the others: who pays whom, once that is decided.</summary>
internal static class Outgoing
{
    /// <summary>Payer in the contract when the reserve pays.</summary>
    public const string Reserve = "reserve";

    public static void Map(OutgoingMap map) => map.Map<LossAllocated, V1.LossAllocated>((fact, at) => new(
        at.Stream, fact.Reference, fact.AgreementId, fact.AgreementVersion, fact.Category, fact.OccurredOn, Amount(fact.Loss),
        [.. fact.Payments.Select(payment => new V1.LossPayment(payment.Payer ?? Reserve, payment.Party, Amount(payment.Amount)))],
        fact.Inputs is { } inputs ? Basis(inputs) : null));

    private static V1.AllocationBasis Basis(AllocationInputs inputs) => new(
        [.. inputs.Sufferers.OrderBy(sufferer => sufferer.Key, StringComparer.Ordinal).Select(sufferer => new V1.SuffererWeight(sufferer.Key, sufferer.Value.ToString()))],
        Amount(inputs.ReserveLeft),
        inputs.Accepted is { } accepted
            ? [.. accepted.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => new V1.AcceptedByParty(value.Key, Amount(value.Value)))]
            : null);

    private static V1.MoneyAmount Amount(Money money) => new(money.Amount, money.Currency.Code);
}
