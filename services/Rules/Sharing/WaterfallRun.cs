namespace Ledger.Rules;

/// <summary>One pass of a pool through the tiers; inputs are checked before.</summary>
internal sealed partial class WaterfallRun
{
    private readonly WaterfallInput input;
    private readonly WaterfallCarry carried;
    private readonly Steps steps = new();
    private readonly List<TierFigures> tiers = [];
    private readonly SortedDictionary<string, List<Money>> shares = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Money> returned;
    private Money left;
    private Money reserve;
    private Money inventors;

    public WaterfallRun(WaterfallInput input)
    {
        this.input = input;
        carried = input.CarriedIn ?? new WaterfallCarry();
        returned = carried.Returned is { } earlier ? new(earlier, StringComparer.Ordinal) : new(StringComparer.Ordinal);
        left = input.Pool;
        reserve = Zero;
        inventors = Zero;
        foreach (var party in input.Participants) shares[party] = [];
        steps.Add("pool", new("Pool", "收益池"), input.Pool);
    }

    private Money Zero => Money.Zero(input.Currency);

    /// <summary>Serves one tier; answers why it cannot.</summary>
    public InputRejection? Serve(Tier tier)
    {
        var (figures, rejection) = tier switch
        {
            StatutoryShareTier statutory => ServeStatutory(statutory),
            ReserveTier reserveTier => (ServeReserve(reserveTier), null),
            CostRecoveryTier cost => (ServeCosts(cost), null),
            PreferredReturnTier preferred => (ServePreferred(preferred), null),
            ReturnOfContributionTier back => (ServeReturn(back), null),
            CatchUpTier catchUp => (ServeCatchUp(catchUp), null),
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
        if (AgainstProfile(totals) is { } broken) return broken;
        return new WaterfallFigures(input.Pool, reserve, input.Pool - reserve, totals, tiers, CarriedOut())
        {
            Steps = steps.Lines,
            Residual = steps.Residual,
            Rounding = input.Rounding,
        };
    }

    private (TierFigures? Figures, InputRejection? Rejection) ServeStatutory(StatutoryShareTier tier)
    {
        var of = tier.Of == TierBase.Pool ? input.Pool : left;
        var amount = Round(tier.Rate * of.Value);
        if (amount > left)
        {
            return (null, new InputRejection("waterfall.statutory-unpaid",
                new($"The statutory share '{tier.Id}' is {amount.Amount}, but the tiers before it leave {left.Amount}: it stands too late.",
                    $"法定份额“{tier.Id}”应为{amount.Amount}，但前面的层级只留下{left.Amount}：其顺序过后。")) { Field = "waterfall", Value = amount.Amount });
        }

        steps.Add(tier.Label, new($"Statutory share '{tier.Id}'", $"法定份额“{tier.Id}”"), amount, $"{tier.Rate} * {of.Amount}", Rounded);
        var split = LargestRemainder.Split(amount, tier.To);
        steps.Left(tier.Label, split);
        var payments = Everybody();
        foreach (var (party, paid) in split.Amounts)
        {
            payments[party] = paid;
            steps.Add($"{tier.Label}/{party}", new($"Statutory share '{tier.Id}': {party}", $"法定份额“{tier.Id}”：{party}"), paid, $"{amount.Amount} * {tier.To[party]}");
        }

        if (tier.Beneficiary == Beneficiary.Inventor) inventors += amount;
        return (new TierFigures(tier.Label, left, amount, payments, Nobody), null);
    }

    private TierFigures ServeReserve(ReserveTier tier)
    {
        var of = tier.Of == TierBase.Remaining ? left : input.Pool;
        var wanted = Round(tier.Rate * of.Value);
        Text? note = Rounded;
        if (tier.Target is { } target)
        {
            // The balance is there: a target without one was refused before.
            var balance = carried.Reserve!;
            var room = Money.Max(target - balance, Zero);
            steps.Add("reserve/room", new("Room up to the reserve's target", "距准备金目标额的差额"), room, $"max({target.Amount} - {balance.Amount}, 0)");
            if (room < wanted) note = new($"Stops at the target of {target.Amount}.", $"达到目标额{target.Amount}即止。");
            wanted = Money.Min(wanted, room);
        }

        var amount = Money.Min(wanted, left);
        reserve += amount;
        steps.Add("reserve", new("Into the risk reserve", "提取风险准备金"), amount, $"{tier.Rate} * {of.Amount}", note);
        steps.Add("distributable", new("Distributable", "可分配额"), input.Pool - reserve, $"{input.Pool.Amount} - {reserve.Amount}");
        return new TierFigures(tier.Kind, left, amount, Nobody, Nobody);
    }

    private InputRejection? AgainstProfile(SortedDictionary<string, Money> totals)
    {
        if (input.Profile is not { } profile) return null;
        if (profile.InventorMinimum is { } least)
        {
            var costs = Money.Sum(tiers.Where(tier => tier.Tier == CostRecoveryTier.Name).Select(tier => tier.Amount), input.Currency);
            var net = input.Pool - costs;
            var minimum = Money.FromRational(least * net.Value, input.Currency, Rounding.Down);
            steps.Add("profile/inventor-minimum", new("Least that inventors must get", "发明人最低份额"), minimum, $"{least} * {net.Amount}",
                new("Of the pool less costs paid back; rounded down.", "以扣除成本回收后的收益池为基数；向下取整。"));
            if (inventors < minimum)
            {
                return new InputRejection("waterfall.below-profile-minimum",
                    new($"The inventors get {inventors.Amount}; the policy profile demands at least {minimum.Amount}.", $"发明人获得{inventors.Amount}，低于政策规定的最低额{minimum.Amount}。"))
                    { Field = "profile.inventorMinimum", Value = inventors.Amount };
            }
        }

        foreach (var (party, most) in profile.MaximumShares ?? new Dictionary<string, Rational>())
        {
            if (!totals.TryGetValue(party, out var share) || share.Value <= most * input.Pool.Value) continue;
            return new InputRejection("waterfall.above-profile-maximum",
                new($"'{party}' gets {share.Amount}; the policy profile allows at most {most} of the pool.", $"“{party}”获得{share.Amount}，超过政策允许的收益池的{most}。"))
                { Field = $"profile.maximumShares.{party}", Value = share.Amount };
        }

        return null;
    }

    private WaterfallCarry? CarriedOut()
    {
        if (input.CarriedIn is null) return null;
        var costs = tiers.SelectMany(tier => tier.Claims ?? []).Where(claim => !claim.CarriedForward.IsZero)
            .Select(claim => new CostClaim(claim.Reference, claim.Party, claim.CarriedForward, claim.Class)).ToList();
        return new WaterfallCarry(
            carried.Reserve is { } balance ? balance + reserve : null,
            costs,
            Left(PreferredReturnTier.Name),
            new SortedDictionary<string, Money>(returned, StringComparer.Ordinal),
            Left(CatchUpTier.Name));
    }

    private IReadOnlyDictionary<string, Money> Left(string kind) => tiers.FirstOrDefault(tier => tier.Tier == kind)?.CarriedForward ?? Nobody;

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

    private static Dictionary<string, Rational> Weights(IReadOnlyDictionary<string, Money> amounts) =>
        amounts.ToDictionary(entry => entry.Key, entry => entry.Value.Value, StringComparer.Ordinal);
}
