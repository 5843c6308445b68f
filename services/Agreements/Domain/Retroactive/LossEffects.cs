using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Allocates a loss again under another version: the same loss and sufferers, other retention, cover, key, caps and reserve limit.</summary>
internal static class LossEffects
{
    /// <summary>The effect on a loss, or why it cannot be told.</summary>
    public static LossEffect? Of(LossHeard loss, AgreementDocument before, AgreementDocument after, EffectiveProfile? profile, out Rejection? rejection)
    {
        var byValue = AllocationV2Terms.ByAcceptedValue(after, profile);
        if (loss.Basis is not { } basis || (byValue && basis.Accepted is null))
        {
            rejection = new BasisUnknown(loss.Reference);
            return null;
        }

        // What other events took of the reserve stays taken.
        var taken = before.Risk.Allocation.ReserveLimit - basis.ReserveLeft;
        var evaluation = RiskAllocationV2.Method.Evaluate(AllocationV2Terms.Under(
            after, profile, loss.OccurredOn, loss.Loss, basis.Sufferers, taken, basis.Accepted ?? new Dictionary<string, Money>(), loss.Fault?.Of(), loss.Category));
        if (evaluation.Result is not { } result)
        {
            rejection = new NotComputable(loss.Reference, evaluation.Rejection!.Message);
            return null;
        }

        rejection = null;
        var would = result.FiguresAs<AllocationV2Figures>().Lines
            .Where(line => line.Kind != AllocationLineKind.SuffererBears)
            .Select(line => new LossPayment(line.Sufferer, line.Payer, line.Amount)).ToList();
        var currency = loss.Loss.Currency;
        var parties = loss.Payments.Concat(would).SelectMany(payment => new[] { payment.Party, payment.Payer }).OfType<string>()
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new LossEffect(
            loss.RiskEventId, loss.Reference, loss.OccurredOn, new AmountChange(Reserve(loss.Payments, currency), Reserve(would, currency)),
            [.. parties.Select(party => new PartyChange(party, Net(loss.Payments, party, currency), Net(would, party, currency)))], loss.Source);
    }

    private static Money Reserve(IReadOnlyList<LossPayment> payments, Currency currency) =>
        -Money.Sum(payments.Where(payment => payment.Payer is null).Select(payment => payment.Amount), currency);

    private static Money Net(IReadOnlyList<LossPayment> payments, string party, Currency currency) =>
        Money.Sum(payments.Where(payment => payment.Party == party).Select(payment => payment.Amount), currency)
        - Money.Sum(payments.Where(payment => payment.Payer == party).Select(payment => payment.Amount), currency);
}
