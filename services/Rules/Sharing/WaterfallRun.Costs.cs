namespace Ledger.Rules;

/// <summary>Cost recovery.</summary>
internal sealed partial class WaterfallRun
{
    private TierFigures ServeCosts(CostRecoveryTier tier)
    {
        var distributable = tier.Of switch { null => input.Pool - reserve, TierBase.Pool => input.Pool, _ => left };
        var cap = Money.FromRational(tier.Cap * distributable.Value, input.Currency, Rounding.Down);
        var open = input.CostClaims.Concat(carried.Costs ?? []).ToList();
        var total = Money.Sum(open.Select(claim => claim.Amount), input.Currency);
        var amount = Money.Min(Money.Min(total, cap), left);
        steps.Add("cost-recovery/claimed", new("Costs claimed", "申报成本"), total);
        if (carried.Costs is { } earlier)
        {
            steps.Add("cost-recovery/open/carried-in", new("Of these, carried in", "其中上期结转"), Money.Sum(earlier.Select(claim => claim.Amount), input.Currency));
        }

        steps.Add("cost-recovery/cap", new("Cap on cost recovery", "成本回收上限"), cap, $"{tier.Cap} * {distributable.Amount}",
            new("A cap is rounded down.", "上限向下取整。"));
        steps.Add("cost-recovery", new("Costs paid back", "成本回收"), amount, $"min({total.Amount}, {cap.Amount}, {left.Amount})",
            amount < total ? new Text("Not enough for all: pro rata, the rest is carried forward.", "不足以全额支付：按比例支付，其余结转。") : null);

        var payments = Everybody();
        var unpaid = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        var claims = new List<ClaimPayment>();
        if (tier.Classes is null)
        {
            ServeClass("cost-recovery", open, amount, payments, unpaid, claims);
        }
        else
        {
            ServeClasses(tier.Classes, open, amount, payments, unpaid, claims);
        }

        if (amount.Value > tier.Cap * distributable.Value) throw new InvalidOperationException("Cost recovery exceeds its cap after rounding.");
        return new TierFigures(tier.Kind, left, amount, payments, unpaid, Claims: [.. claims.OrderBy(claim => claim.Reference, StringComparer.Ordinal)]);
    }

    private void ServeClasses(
        IReadOnlyList<string> classes, List<CostClaim> open, Money amount, SortedDictionary<string, Money> payments,
        SortedDictionary<string, Money> unpaid, List<ClaimPayment> claims)
    {
        var rest = amount;
        foreach (var name in classes)
        {
            var own = open.Where(claim => claim.Class == name).ToList();
            var wanted = Money.Sum(own.Select(claim => claim.Amount), input.Currency);
            var paid = Money.Min(wanted, rest);
            steps.Add($"cost-recovery/class/{name}", new($"Costs of class '{name}'", $"“{name}”类成本"), paid, $"min({wanted.Amount}, {rest.Amount})",
                paid < wanted ? new Text("The classes before it leave no more.", "前面的类别只留下这些。") : null);
            ServeClass($"cost-recovery/class/{name}", own, paid, payments, unpaid, claims);
            rest -= paid;
        }

        foreach (var (party, paid) in payments.Where(entry => !entry.Value.IsZero))
            steps.Add($"cost-recovery/{party}", new($"Costs of {party}", $"{party} 的成本"), paid);
    }

    private void ServeClass(
        string line, List<CostClaim> open, Money amount, SortedDictionary<string, Money> payments,
        SortedDictionary<string, Money> unpaid, List<ClaimPayment> claims)
    {
        var claimed = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var claim in open) claimed[claim.Party] = (claimed.GetValueOrDefault(claim.Party) ?? Zero) + claim.Amount;
        var total = Money.Sum(claimed.Values, input.Currency);
        var byParty = open.ToLookup(claim => claim.Party, StringComparer.Ordinal);
        var perParty = LargestRemainder.Split(amount, Weights(claimed));
        steps.Left(line, perParty);
        foreach (var (party, paid) in perParty.Amounts)
        {
            payments[party] += paid;
            if (paid < claimed[party]) unpaid[party] = (unpaid.GetValueOrDefault(party) ?? Zero) + claimed[party] - paid;
            steps.Add($"{line}/{party}", new($"Costs of {party}", $"{party} 的成本"), paid,
                amount < total ? $"{amount.Amount} * {claimed[party].Amount} / {total.Amount}" : null);
            var split = LargestRemainder.Split(paid, byParty[party].ToDictionary(claim => claim.Reference, claim => claim.Amount.Value, StringComparer.Ordinal));
            steps.Left($"{line}/{party}", split);
            claims.AddRange(byParty[party].Select(claim => new ClaimPayment(
                claim.Reference, party, claim.Amount, split.Amounts[claim.Reference], claim.Amount - split.Amounts[claim.Reference], claim.Class)));
        }
    }
}
