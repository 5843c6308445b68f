namespace Ledger.Rules;

/// <summary>One pass of a pool through the tiers; inputs are checked before.</summary>
internal sealed class WaterfallRun
{
    private readonly WaterfallInput input;
    private readonly Steps steps = new();
    private readonly List<TierFigures> tiers = [];
    private readonly SortedDictionary<string, List<Money>> shares = new(StringComparer.Ordinal);
    private Money left;
    private Money reserve;

    public WaterfallRun(WaterfallInput input)
    {
        this.input = input;
        left = input.Pool;
        reserve = Zero;
        foreach (var party in input.Participants) shares[party] = [];
        steps.Add("pool", new("Pool", "收益池"), input.Pool);
    }

    private Money Zero => Money.Zero(input.Currency);

    /// <summary>Serves one tier; answers why it cannot.</summary>
    public InputRejection? Serve(Tier tier)
    {
        var (figures, rejection) = tier switch
        {
            ReserveTier reserveTier => (ServeReserve(reserveTier), null),
            CostRecoveryTier cost => (ServeCosts(cost), null),
            PreferredReturnTier preferred => (ServePreferred(preferred), null),
            ResidualTier residual => ServeResidual(residual),
            _ => throw new InvalidOperationException($"{tier.GetType().Name} is not a tier of the closed set."),
        };
        if (figures is null) return rejection;

        tiers.Add(figures);
        left -= figures.Amount;
        foreach (var (party, amount) in figures.Payments) shares[party].Add(amount);
        return null;
    }

    /// <summary>Adds up, refuses an unallocated remainder and proves the sums.</summary>
    public Outcome<WaterfallFigures> Finish()
    {
        if (!left.IsZero)
        {
            return new InputRejection("waterfall.unallocated",
                new($"{left} of the pool reaches no tier; the agreement needs a residual tier.", $"收益池尚有{left}无人可分；协议需要剩余分配层级。"))
                { Field = "waterfall", Value = left.Amount };
        }

        var totals = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (party, parts) in shares)
        {
            totals[party] = Money.Sum(parts, input.Currency);
            steps.Add($"total/{party}", new($"Share of {party}", $"{party} 合计"), totals[party], string.Join(" + ", parts.Select(part => part.Amount)));
        }

        if (Money.Sum(totals.Values, input.Currency) + reserve != input.Pool)
            throw new InvalidOperationException("The shares and the reserve do not sum to the pool.");
        return new WaterfallFigures(input.Pool, reserve, input.Pool - reserve, totals, tiers)
        {
            Steps = steps.Lines,
            Residual = steps.Residual,
            Rounding = input.Rounding,
        };
    }

    private TierFigures ServeReserve(ReserveTier tier)
    {
        var wanted = Round(tier.Rate * input.Pool.Value);
        var amount = Money.Min(wanted, left);
        reserve += amount;
        steps.Add("reserve", new("Into the risk reserve", "提取风险准备金"), amount, $"{tier.Rate} * {input.Pool.Amount}", Rounded);
        steps.Add("distributable", new("Distributable", "可分配额"), input.Pool - reserve, $"{input.Pool.Amount} - {reserve.Amount}");
        return new TierFigures(tier.Kind, left, amount, Nobody, Nobody);
    }

    private TierFigures ServeCosts(CostRecoveryTier tier)
    {
        var distributable = input.Pool - reserve;
        var cap = Money.FromRational(tier.Cap * distributable.Value, input.Currency, Rounding.Down);
        var claimed = ByParty(input.CostClaims);
        var total = Money.Sum(claimed.Values, input.Currency);
        var amount = Money.Min(Money.Min(total, cap), left);
        steps.Add("cost-recovery/claimed", new("Costs claimed", "申报成本"), total);
        steps.Add("cost-recovery/cap", new("Cap on cost recovery", "成本回收上限"), cap, $"{tier.Cap} * {distributable.Amount}",
            new("A cap is rounded down.", "上限向下取整。"));
        steps.Add("cost-recovery", new("Costs paid back", "成本回收"), amount, $"min({total.Amount}, {cap.Amount}, {left.Amount})",
            amount < total ? new Text("Not enough for all: pro rata, the rest is carried forward.", "不足以全额支付：按比例支付，其余结转。") : null);

        var perParty = LargestRemainder.Split(amount, Weights(claimed));
        steps.Left("cost-recovery", perParty);
        var claims = new List<ClaimPayment>();
        var payments = Everybody();
        var carried = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (party, paid) in perParty.Amounts)
        {
            payments[party] = paid;
            if (paid < claimed[party]) carried[party] = claimed[party] - paid;
            steps.Add($"cost-recovery/{party}", new($"Costs of {party}", $"{party} 的成本"), paid,
                amount < total ? $"{amount.Amount} * {claimed[party].Amount} / {total.Amount}" : null);
            claims.AddRange(PerClaim(party, paid));
        }

        if (amount.Value > tier.Cap * distributable.Value) throw new InvalidOperationException("Cost recovery exceeds its cap after rounding.");
        return new TierFigures(tier.Kind, left, amount, payments, carried, Claims: [.. claims.OrderBy(claim => claim.Reference, StringComparer.Ordinal)]);
    }

    private IEnumerable<ClaimPayment> PerClaim(string party, Money paid)
    {
        var own = input.CostClaims.Where(claim => claim.Party == party).ToList();
        var split = LargestRemainder.Split(paid, own.ToDictionary(claim => claim.Reference, claim => claim.Amount.Value, StringComparer.Ordinal));
        steps.Left($"cost-recovery/{party}", split);
        return own.Select(claim => new ClaimPayment(
            claim.Reference, party, claim.Amount, split.Amounts[claim.Reference], claim.Amount - split.Amounts[claim.Reference]));
    }

    private TierFigures ServePreferred(PreferredReturnTier tier)
    {
        var owed = Everybody();
        foreach (var party in input.Participants) owed[party] = Round(tier.Rate * Accepted(party).Value);
        var total = Money.Sum(owed.Values, input.Currency);
        var amount = Money.Min(total, left);
        var enough = amount == total;
        var split = LargestRemainder.Split(amount, Weights(owed));
        steps.Left("preferred-return", split);
        foreach (var (party, paid) in split.Amounts)
        {
            steps.Add($"preferred-return/{party}", new($"Preferred return of {party}", $"{party} 的优先回报"), paid,
                enough ? $"{tier.Rate} * {Accepted(party).Amount}" : $"{amount.Amount} * {owed[party].Amount} / {total.Amount}", Rounded);
        }

        steps.Add("preferred-return", new("Preferred return", "优先回报"), amount, note:
            enough ? null : new Text($"Not enough for {total.Amount}: pro rata, the rest is in arrears.", $"不足以支付{total.Amount}：按比例支付，其余记为欠付。"));
        var arrears = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (party, paid) in split.Amounts.Where(entry => entry.Value < owed[entry.Key])) arrears[party] = owed[party] - paid;
        return new TierFigures(tier.Kind, left, amount, split.Amounts, arrears);
    }

    private (TierFigures? Figures, InputRejection? Rejection) ServeResidual(ResidualTier tier)
    {
        steps.Add("residual", new("Residual", "剩余收益"), left);
        var parts = LargestRemainder.Split(left, tier.Keys.ToDictionary(key => KebabCase.Name(key.Key), key => key.Weight, StringComparer.Ordinal));
        steps.Left("residual", parts);

        var payments = Everybody();
        var keys = new List<KeyPayment>();
        foreach (var key in tier.Keys)
        {
            var name = KebabCase.Name(key.Key);
            var amount = parts.Amounts[name];
            var basis = Basis(key);
            var sum = basis.Values.Aggregate(Rational.Zero, (total, weight) => total + weight);
            if (sum.IsZero && !amount.IsZero)
            {
                return (null, new InputRejection("waterfall.key-zero",
                    new($"{amount} should be divided by '{name}', but every participant has 0.", $"{amount}应按“{name}”分配，但所有参与成员均为0。")) { Field = "accepted", Value = name });
            }

            steps.Add($"residual/{name}", new($"Residual by {name}", key.Key == ResidualMeasure.AcceptedValue ? "按认定价值分配部分" : "按固定点数分配部分"), amount, $"{key.Weight} * {left.Amount}");
            var split = LargestRemainder.Split(amount, basis);
            steps.Left($"residual/{name}", split);
            foreach (var (party, paid) in split.Amounts)
            {
                payments[party] += paid;
                steps.Add($"residual/{name}/{party}", key.Key == ResidualMeasure.AcceptedValue
                    ? new($"By accepted value: {party}", $"按认定价值：{party}")
                    : new($"By fixed points: {party}", $"按固定点数：{party}"), paid, $"{amount.Amount} * {basis[party]} / {sum}");
            }

            keys.Add(new KeyPayment(key.Key, amount, basis, split.Amounts));
        }

        return (new TierFigures(tier.Kind, left, left, payments, Nobody, Keys: keys), null);
    }

    private SortedDictionary<string, Rational> Basis(ResidualKey key)
    {
        var basis = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var party in input.Participants) basis[party] = key.Points is { } points ? points[party] : Accepted(party).Value;
        return basis;
    }

    private Money Accepted(string party) => input.Accepted.GetValueOrDefault(party) ?? Zero;

    private Money Round(Rational exact) => Money.FromRational(exact, input.Currency, input.Rounding);

    private Text Rounded => new($"Rounded {KebabCase.Name(input.Rounding)} to the smallest unit.", $"按“{KebabCase.Name(input.Rounding)}”取整至最小货币单位。");

    private static SortedDictionary<string, Money> Nobody => new(StringComparer.Ordinal);

    private SortedDictionary<string, Money> Everybody()
    {
        var everybody = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var party in input.Participants) everybody[party] = Zero;
        return everybody;
    }

    private SortedDictionary<string, Money> ByParty(IEnumerable<CostClaim> claims)
    {
        var sums = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var claim in claims) sums[claim.Party] = (sums.GetValueOrDefault(claim.Party) ?? Zero) + claim.Amount;
        return sums;
    }

    private static Dictionary<string, Rational> Weights(IReadOnlyDictionary<string, Money> amounts) =>
        amounts.ToDictionary(entry => entry.Key, entry => entry.Value.Value, StringComparer.Ordinal);
}
