using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What parties owe and have carried from earlier settlements; both at least zero.</summary>
/// <param name="Receivable">What a party owes.</param>
/// <param name="Carried">What a party has carried, too little to be paid.</param>
public sealed record PartyBalances(IReadOnlyDictionary<string, Money> Receivable, IReadOnlyDictionary<string, Money> Carried)
{
    public static PartyBalances None { get; } = new(new Dictionary<string, Money>(), new Dictionary<string, Money>());
}

/// <summary>What is held of one dispute.</summary>
/// <param name="ObjectionNo">The objection.</param>
/// <param name="Amounts">By party, above zero.</param>
internal sealed record HeldAmounts(int ObjectionNo, IReadOnlyDictionary<string, Money> Amounts);

/// <summary>
/// What becomes of each party's outcome at a settlement, in this order: deductions, what is in dispute, what it owes from before, the least
/// payout. Pure, and exact: nothing is gained or lost on the way.
/// </summary>
/// <param name="Payouts">Per party, by id.</param>
/// <param name="Held">Per dispute.</param>
internal sealed record SettlementPlan(IReadOnlyList<PartyPayout> Payouts, IReadOnlyList<HeldAmounts> Held)
{
    /// <summary>Whether anything happens beside paying or owing the cash of each line.</summary>
    public bool Plain => Payouts.All(payout => payout.Held.IsZero && payout.SetOff.IsZero && payout.CarriedForward.IsZero && payout.Released.IsZero);

    public static SettlementPlan Of(Run run, PartyBalances balances)
    {
        var computed = run.Computed!;
        var zero = Money.Zero(computed.Pool.Amount.Currency);
        var deductions = computed.Deductions ?? [];
        var least = computed.Extras?.Terms?.MinimumPayout;
        var parties = computed.Lines.Select(line => line.Party).Concat(deductions.Select(deduction => deduction.To).OfType<string>())
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var net = parties.ToDictionary(party => party, party => Net(party), StringComparer.Ordinal);
        var held = Hold(run, net, zero);
        return new SettlementPlan([.. parties.Select(Payout)], held);

        Money Net(string party) =>
            (computed.Lines.FirstOrDefault(line => line.Party == party)?.Cash ?? zero)
            + Money.Sum(deductions.Where(deduction => deduction.To == party).Select(deduction => deduction.Amount), zero.Currency)
            - Money.Sum(deductions.Where(deduction => deduction.Party == party).Select(deduction => deduction.Amount), zero.Currency);

        PartyPayout Payout(string party)
        {
            var disputed = Money.Sum(held.Select(entry => entry.Amounts.GetValueOrDefault(party) ?? zero), zero.Currency);
            var left = Money.Max(net[party], zero) - disputed;
            var setOff = Money.Min(balances.Receivable.GetValueOrDefault(party) ?? zero, left);
            left -= setOff;
            var carried = balances.Carried.GetValueOrDefault(party) ?? zero;
            var (forward, released) = least is not null && left + carried < least ? (left, zero) : (zero, carried);
            return new PartyPayout(party, net[party], disputed, setOff, forward, released, left - forward + released);
        }
    }

    private static List<HeldAmounts> Hold(Run run, Dictionary<string, Money> net, Money zero)
    {
        var left = net.ToDictionary(entry => entry.Key, entry => Money.Max(entry.Value, zero), StringComparer.Ordinal);
        var held = new List<HeldAmounts>();
        foreach (var objection in run.Objections.Where(objection => objection is { Standing: true, Held: not null }))
        {
            var amounts = new SortedDictionary<string, Money>(StringComparer.Ordinal);
            foreach (var (party, amount) in ObjectionLines.Amounts(run.Computed!, objection.Raised.Line))
            {
                // What one dispute holds another does not hold again, and no more is held than there is.
                var taken = Money.Min(Money.Max(amount ?? left.GetValueOrDefault(party) ?? zero, zero), left.GetValueOrDefault(party) ?? zero);
                if (taken.IsZero) continue;
                amounts[party] = taken;
                left[party] -= taken;
            }

            if (amounts.Count > 0) held.Add(new HeldAmounts(objection.Raised.No, amounts));
        }

        return held;
    }
}
