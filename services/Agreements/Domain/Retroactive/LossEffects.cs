using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>
/// Allocates a loss again under another version: the same loss and sufferers, other retention, cover, key, caps and reserve limit. What came
/// back of it goes by the new terms in reverse too.
/// </summary>
internal static class LossEffects
{
    /// <summary>The effect on a loss, or why it cannot be told.</summary>
    /// <param name="heard">The loss, with what came back.</param>
    /// <param name="told">What earlier changes told of the same allocation.</param>
    /// <param name="before">Version that allocated it.</param>
    /// <param name="after">Version that would.</param>
    /// <param name="profile">Region profile of that version.</param>
    /// <param name="rejection">Why it cannot be told.</param>
    public static LossEffect? Of(
        HeardLoss heard, IReadOnlyList<LossEffect> told, AgreementDocument before, AgreementDocument after, EffectiveProfile? profile, out Rejection? rejection)
    {
        var loss = heard.Heard!;
        var byValue = AllocationV2Terms.ByAcceptedValue(after, profile);
        if (loss.Basis is not { } basis || (byValue && basis.Accepted is null))
        {
            rejection = new BasisUnknown(loss.Reference);
            return null;
        }

        // What other events took of the reserve stays taken.
        var taken = before.Risk.Allocation.ReserveLimit - basis.ReserveLeft;
        var input = AllocationV2Terms.Under(
            after, profile, loss.OccurredOn, loss.Loss, basis.Sufferers, taken, basis.Accepted ?? new Dictionary<string, Money>(), loss.Fault?.Of(), loss.Category);
        if (RiskAllocationV2.Method.Evaluate(input) is not { Result: { } result } evaluation)
        {
            rejection = new NotComputable(loss.Reference, RiskAllocationV2.Method.Evaluate(input).Rejection!.Message);
            return null;
        }

        if (result.FiguresAs<AllocationV2Figures>() is { Excess: ExcessRule.Escalate, Unallocated: { IsZero: false } open })
        {
            rejection = new NotComputable(loss.Reference, new(
                $"{open} of it would lie above all caps, and nobody has decided who bears that", $"其中 {open} 将超出全部上限，尚未裁决由谁承担"));
            return null;
        }

        var would = result.FiguresAs<AllocationV2Figures>().Lines
            .Where(line => line.Kind is AllocationLineKind.PartyPays or AllocationLineKind.ReservePays)
            .Select(line => new Paid(line.Payer, line.Sufferer, line.Amount)).ToList();
        if (Refund(input, heard.Returned, would) is { } broken)
        {
            rejection = new NotComputable(loss.Reference, broken.Message);
            return null;
        }

        rejection = null;
        return Effect(heard, told, would);
    }

    private static LossEffect Effect(HeardLoss heard, IReadOnlyList<LossEffect> told, List<Paid> would)
    {
        var loss = heard.Heard!;
        var was = loss.Payments.Select(payment => new Paid(payment.Payer, payment.Party, payment.Amount))
            .Concat(heard.Returned.SelectMany(recovery => recovery.Payments.Select(payment => new Paid(recovery.Holder, payment.To, payment.Amount)))).ToList();
        var currency = loss.Loss.Currency;
        var parties = was.Concat(would).SelectMany(payment => new[] { payment.From, payment.To }).Concat(told.SelectMany(effect => effect.Parties.Select(party => party.Party)))
            .OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new LossEffect(
            loss.RiskEventId, loss.Reference, loss.OccurredOn,
            new AmountChange(Net(was, null) + Money.Sum(told.Select(effect => effect.Reserve.Difference), currency), Net(would, null)),
            [
                .. parties.Select(party => new PartyChange(
                    party,
                    Net(was, party) + Money.Sum(told.SelectMany(effect => effect.Parties).Where(change => change.Party == party).Select(change => change.Difference), currency),
                    Net(would, party))),
            ],
            loss.Source);

        Money Net(List<Paid> payments, string? party) =>
            Money.Sum(payments.Where(payment => payment.To == party).Select(payment => payment.Amount), currency)
            - Money.Sum(payments.Where(payment => payment.From == party).Select(payment => payment.Amount), currency);
    }

    // Adds what each recovery's holder would pay to the others.
    private static InputRejection? Refund(AllocationV2Input input, IReadOnlyList<LossRecoveryHeard> recoveries, List<Paid> would)
    {
        var earlier = new List<RecoveryItem>();
        foreach (var recovery in recoveries)
        {
            var item = new RecoveryItem($"recovery-{recovery.No}", recovery.Amount);
            var outcome = LateRecovery.Redistribute(new LateRecoveryInput(input, earlier, item));
            if (outcome.Value is not { } figures) return outcome.Rejection;
            earlier = [.. earlier, item];
            would.AddRange(figures.ToExcess.Concat(figures.ToParties).Concat(figures.ToRetention)
                .Where(refund => refund.Key != recovery.Holder && !refund.Value.IsZero).Select(refund => new Paid(recovery.Holder, refund.Key, refund.Value)));
            if (!figures.ToReserve.IsZero) would.Add(new Paid(recovery.Holder, null, figures.ToReserve));
        }

        return null;
    }

    // From whom to whom; null is the reserve.
    private sealed record Paid(string? From, string? To, Money Amount);
}
