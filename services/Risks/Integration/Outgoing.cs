using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Risks.Integration;

/// <summary>What Risks tells the others: who pays whom, once that is decided, and whatever changes it.</summary>
internal static class Outgoing
{
    /// <summary>Payer or receiver in the contract when it is the reserve.</summary>
    public const string Reserve = "reserve";

    public static void Map(OutgoingMap map)
    {
        MapEvidence(map);
        map.Map<LossAllocated, V1.LossAllocated>((fact, at) => new(
            at.Stream, fact.Reference, fact.AgreementId, fact.AgreementVersion, fact.Category, fact.OccurredOn, Amount(fact.Loss),
            [.. fact.Payments.Select(payment => new V1.LossPayment(payment.Payer ?? Reserve, payment.Party, Amount(payment.Amount)))],
            fact.Inputs is { } inputs ? Basis(inputs) : null, fact.No));
        map.Map<LossRecovered, V1.LossRecovered>((fact, at) => new(
            at.Stream, fact.Reference, fact.AllocationNo, fact.No, fact.RecoveryReference, fact.AgreementId, fact.AgreementVersion, fact.Category,
            fact.OccurredOn, fact.ReceivedOn, fact.Holder, Amount(fact.Amount), Amount(fact.LossLeft), Payments(fact.Transfers)));
        map.Map<AllocationReversed, V1.LossAllocationReversed>((fact, at) => new(
            at.Stream, fact.Reference, fact.AllocationNo, fact.AgreementId, fact.AgreementVersion, fact.Category, fact.OccurredOn, fact.On,
            KebabCase.Name(fact.Cause), fact.Reason.En, fact.Reason.Zh, Payments(fact.Transfers), fact.Recoveries));
        map.Map<AllocationDisputed, V1.LossDisputed>((fact, at) => new(
            at.Stream, fact.Reference, fact.AllocationNo, fact.No, fact.AgreementId, fact.By.Organisation, fact.On));
        map.Map<AllocationDisputeSettled, V1.LossDisputeSettled>((fact, at) => new(
            at.Stream, fact.Reference, fact.AllocationNo, fact.No, fact.AgreementId, KebabCase.Name(fact.Outcome), fact.On));
        map.Map<ReplenishmentCalled, V1.ReserveReplenishmentCalled>((fact, at) => new(
            at.Stream, fact.AgreementId, fact.AgreementVersion, fact.No, fact.On, Amount(fact.Target), Amount(fact.Amount), Payments(fact.Payments)));
    }

    // Contributions keeps the files; it learns that a risk event rests on them.
    private static void MapEvidence(OutgoingMap map)
    {
        map.Map<RiskEvidenceAttached, V1.EvidenceCited>((fact, at) => new(
            at.Stream, "risk-event", fact.Event, fact.OccurredOn, [new V1.CitedFile(fact.Document.Reference, fact.Document.Sha256)], fact.AgreementId));
        map.Map<RecoveryReported, V1.EvidenceCited>((fact, at) => new(
            at.Stream, "risk-event", fact.Event, fact.ReceivedOn, [new V1.CitedFile(fact.Reference, fact.Sha256)], fact.AgreementId));
    }

    private static V1.AllocationBasis Basis(AllocationInputs inputs) => new(
        [.. inputs.Sufferers.OrderBy(sufferer => sufferer.Key, StringComparer.Ordinal).Select(sufferer => new V1.SuffererWeight(sufferer.Key, sufferer.Value.ToString()))],
        Amount(inputs.ReserveLeft),
        inputs.Accepted is { } accepted
            ? [.. accepted.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => new V1.AcceptedByParty(value.Key, Amount(value.Value)))]
            : null,
        inputs.Fault is { } fault ? new V1.AllocationFault(fault.Party, KebabCase.Name(fault.Degree), fault.RetentionShare?.ToString()) : null);

    private static IReadOnlyList<V1.LossPayment> Payments(IReadOnlyList<Transfer> transfers) =>
        [.. transfers.Select(transfer => new V1.LossPayment(transfer.From ?? Reserve, transfer.To ?? Reserve, Amount(transfer.Amount)))];

    private static V1.MoneyAmount Amount(Money money) => new(money.Amount, money.Currency.Code);
}
