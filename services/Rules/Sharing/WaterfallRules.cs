namespace Ledger.Rules;

/// <summary>What the inputs of a waterfall must fulfil beside the rules of its tiers.</summary>
internal static class WaterfallRules
{
    public static void Check(Checks checks, WaterfallInput input)
    {
        checks.NotNegative("pool", input.Pool);
        checks.That(input.Participants.Count > 0, () => Problems.Empty("participants"));
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < input.Participants.Count; i++)
        {
            var party = input.Participants[i];
            var here = i;
            checks.That(known.Add(party), () => Problems.Duplicate(JsonPath.Item("participants", here), party));
        }

        TierRules.Check(checks, input.Waterfall, input.Participants, "waterfall");
        CheckAmounts(checks, input.Accepted, known, "accepted");
        CheckCosts(checks, input, known);
        CheckCarry(checks, input, known);
        CheckDated(checks, input, known);
        CheckMeasure(checks, input, ResidualMeasure.PerformanceScore, input.Scores, known, "scores");
        CheckMeasure(checks, input, ResidualMeasure.GameValue, input.GameValues, known, "gameValues");
        CheckProfile(checks, input.Profile);
    }

    private static void CheckCosts(Checks checks, WaterfallInput input, HashSet<string> known)
    {
        var references = new HashSet<string>(StringComparer.Ordinal);
        var tier = input.Waterfall.OfType<CostRecoveryTier>().FirstOrDefault();
        CheckClaims(checks, input.CostClaims, tier, known, references, "costClaims");
        CheckClaims(checks, input.CarriedIn?.Costs ?? [], tier, known, references, "carriedIn.costs");
    }

    private static void CheckClaims(
        Checks checks, IReadOnlyList<CostClaim> claims, CostRecoveryTier? tier, HashSet<string> known, HashSet<string> references, string path)
    {
        for (var i = 0; i < claims.Count; i++)
        {
            var claim = claims[i];
            var here = JsonPath.Item(path, i);
            checks.That(claim.Amount.Sign > 0, () => Problems.AmountNotPositive($"{here}.amount", claim.Amount.Amount));
            checks.That(known.Contains(claim.Party), () => NotParticipant($"{here}.party", claim.Party));
            checks.That(references.Add(claim.Reference), () => Problems.Duplicate($"{here}.reference", claim.Reference));
            if (tier is null) continue;
            checks.That(tier.Classes is null ? claim.Class is null : claim.Class is { } name && tier.Classes.Contains(name), () => new InputRejection("waterfall.class-unknown",
                new($"The claim '{claim.Reference}' is of class '{claim.Class}', which the cost-recovery tier does not have.",
                    $"申报“{claim.Reference}”的类别“{claim.Class}”不在成本回收层级的类别之中。")) { Field = $"{here}.class", Value = claim.Class });
        }

        checks.That(claims.Count == 0 || tier is not null, () => new InputRejection("waterfall.no-cost-tier",
            new("Costs are claimed, but the agreement has no cost-recovery tier.", "有成本申报，但协议没有成本回收层级。")).At(path));
    }

    private static void CheckCarry(Checks checks, WaterfallInput input, HashSet<string> known)
    {
        checks.That(input.CarriedIn?.Reserve is not null || !input.Waterfall.Any(tier => tier is ReserveTier { Target: not null }), () => new InputRejection("waterfall.reserve-balance-missing",
            new("The reserve has a target, but nobody said what it holds now.", "风险准备金设有目标额，但未说明现有余额。")).At("carriedIn.reserve"));
        if (input.CarriedIn is not { } carried) return;
        if (carried.Reserve is { } balance) checks.NotNegative("carriedIn.reserve", balance);
        CheckCarried<PreferredReturnTier>(checks, input, carried.Arrears, known, "carriedIn.arrears");
        CheckCarried<CatchUpTier>(checks, input, carried.CatchUp, known, "carriedIn.catchUp");
        CheckAmounts(checks, carried.Returned ?? Nothing, known, "carriedIn.returned");
        foreach (var (party, returned) in carried.Returned ?? Nothing)
        {
            var accepted = input.Accepted.GetValueOrDefault(party) ?? Money.Zero(input.Currency);
            checks.That(returned <= accepted, () => OverReturned($"carriedIn.returned.{party}", party, returned.Amount, accepted.Amount));
        }
    }

    private static void CheckCarried<TTier>(
        Checks checks, WaterfallInput input, IReadOnlyDictionary<string, Money>? amounts, HashSet<string> known, string path) where TTier : Tier
    {
        CheckAmounts(checks, amounts ?? Nothing, known, path);
        checks.That(input.Waterfall.Any(tier => tier is TTier) || (amounts?.Values.All(amount => amount.IsZero) ?? true), () => new InputRejection("waterfall.carry-without-tier",
            new("An earlier distribution left a claim that this agreement has no tier for.", "以前的分配留有未付权利，但本协议没有相应层级。")).At(path));
    }

    private static void CheckDated(Checks checks, WaterfallInput input, HashSet<string> known)
    {
        var accruing = input.Waterfall.OfType<PreferredReturnTier>().Any(tier => tier.Accrual is not null);
        checks.That(!accruing || input.Period is not null, () => new InputRejection("waterfall.period-missing",
            new("The preferred return accrues by days, but the period is not stated.", "优先回报按日计提，但未给出期间。")).At("period"));
        if (input.Period is { } period)
        {
            checks.That(period.From <= period.To, () => Problems.DatesNotOrdered("period.to", period.From, period.To));
            checks.That(period.To.DayNumber - period.From.DayNumber < RuleLimits.ForecastYears * 365 && period.To < DateOnly.MaxValue, () =>
                Problems.OutOfRange("period.to", $"{period.To:yyyy-MM-dd}", $"{period.From:yyyy-MM-dd}", $"+{Problems.Invariant(RuleLimits.ForecastYears)}y"));
        }

        var dated = input.Waterfall.Any(tier => tier is PreferredReturnTier { Accrual.Basis: ContributionBasis.DatedContributions } or ReturnOfContributionTier { Basis: ContributionBasis.DatedContributions });
        checks.That(!dated || input.Contributions is not null, () => new InputRejection("waterfall.contributions-missing",
            new("A tier counts dated contributions, but none are stated.", "有层级以带日期的出资为依据，但未列出出资。")).At("contributions"));

        var paidIn = CheckMovements(checks, input, input.Contributions ?? [], known, "contributions");
        var paidBack = CheckMovements(checks, input, input.Repayments ?? [], known, "repayments");
        if (!checks.Failed) CheckBalances(checks, paidIn, paidBack);
    }

    private static ILookup<string, DatedContribution> CheckMovements(
        Checks checks, WaterfallInput input, IReadOnlyList<DatedContribution> movements, HashSet<string> known, string path)
    {
        for (var i = 0; i < movements.Count; i++)
        {
            var movement = movements[i];
            var here = i;
            checks.That(movement.Amount.Sign > 0, () => Problems.AmountNotPositive($"{JsonPath.Item(path, here)}.amount", movement.Amount.Amount));
            checks.That(known.Contains(movement.Party), () => NotParticipant($"{JsonPath.Item(path, here)}.party", movement.Party));
            checks.That(input.Period is not { } period || movement.On <= period.To, () => new InputRejection("waterfall.after-period",
                new($"The day {movement.On:yyyy-MM-dd} lies after the period.", $"日期{movement.On:yyyy-MM-dd}晚于分配期间。")) { Field = $"{JsonPath.Item(path, here)}.on", Value = $"{movement.On:yyyy-MM-dd}" });
        }

        return movements.ToLookup(movement => movement.Party, StringComparer.Ordinal);
    }

    // On no day may more have been given back than was paid in by then; on the same day paying in comes first.
    private static void CheckBalances(Checks checks, ILookup<string, DatedContribution> paidIn, ILookup<string, DatedContribution> paidBack)
    {
        foreach (var group in paidBack)
        {
            var ins = paidIn[group.Key].OrderBy(movement => movement.On).ToList();
            var next = 0;
            Money? balance = null;
            foreach (var back in group.OrderBy(movement => movement.On))
            {
                balance ??= Money.Zero(back.Amount.Currency);
                for (; next < ins.Count && ins[next].On <= back.On; next++) balance += ins[next].Amount;
                var before = balance;
                checks.That(back.Amount <= before, () => OverReturned("repayments", group.Key, back.Amount.Amount, before.Amount));
                balance -= back.Amount;
            }
        }
    }

    private static void CheckMeasure(
        Checks checks, WaterfallInput input, ResidualMeasure measure, IReadOnlyDictionary<string, Rational>? values, HashSet<string> known, string path)
    {
        foreach (var (party, value) in values ?? new Dictionary<string, Rational>())
        {
            checks.NotNegative($"{path}.{party}", value);
            checks.That(known.Contains(party), () => NotParticipant($"{path}.{party}", party));
        }

        if (!input.Waterfall.OfType<ResidualTier>().SelectMany(tier => tier.Keys).Any(key => key.Key == measure)) return;
        foreach (var party in input.Participants.Where(party => values?.ContainsKey(party) is not true))
        {
            checks.Add(new InputRejection("waterfall.measure-missing",
                new($"The residual is divided by '{KebabCase.Name(measure)}', but '{party}' has none; write \"0\" if it shall have none.",
                    $"剩余按“{KebabCase.Name(measure)}”分配，但“{party}”没有数值；如为零请写 \"0\"。")) { Field = path, Value = party });
        }
    }

    private static void CheckProfile(Checks checks, BenefitProfile? profile)
    {
        if (profile?.InventorMinimum is { } least) checks.Within("profile.inventorMinimum", least, 0, 1);
        foreach (var (party, most) in profile?.MaximumShares ?? new Dictionary<string, Rational>()) checks.Within($"profile.maximumShares.{party}", most, 0, 1);
    }

    private static void CheckAmounts(Checks checks, IReadOnlyDictionary<string, Money> amounts, HashSet<string> known, string path)
    {
        foreach (var (party, value) in amounts)
        {
            checks.NotNegative($"{path}.{party}", value);
            checks.That(known.Contains(party), () => NotParticipant($"{path}.{party}", party));
        }
    }

    private static Dictionary<string, Money> Nothing { get; } = [];

    private static InputRejection OverReturned(string field, string party, string returned, string contributed) => new("waterfall.over-returned",
        new($"{returned} is said to have been returned to '{party}', which had only {contributed} in.", $"称已向“{party}”返还{returned}，但其出资仅有{contributed}。")) { Field = field, Value = returned };

    private static InputRejection NotParticipant(string field, string party) => new("waterfall.not-participant",
        new($"'{party}' takes no part in the benefits.", $"“{party}”不参与收益分配。")) { Field = field, Value = party };
}
