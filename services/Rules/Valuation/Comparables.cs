namespace Ledger.Rules;

/// <summary>
/// Market value by comparables, robust against a few manipulated ones: each raw price is adjusted by named exact factors;
/// outliers by modified z (Iglewicz-Hoaglin, cut 3.5) are left out where there are five or more, else only flagged; the value
/// is the lower weighted median. Sources: Chinese market approach (市场法), IAAO practice, golden case G26, sample A.
/// </summary>
public static class Comparables
{
    /// <summary>From this count on an outlier is left out; below, the statistic has too little power and only flags.</summary>
    public const int OutliersRemovedFrom = 5;

    private static readonly Rational LowestFactor = new(1, 2);
    private static readonly Rational HighestFactor = 2;
    private static readonly Rational LargeAdjustment = new(3, 10);
    private static readonly Rational DominantShare = new(2, 5);
    private static readonly Rational MadToSigma = Rational.Parse("1.4826");
    private static readonly Rational NormalQuantile = Rational.Parse("1.96");
    private static readonly Rational GradeA = new(5, 100);
    private static readonly Rational GradeB = new(15, 100);

    public static Method<ComparablesInput, ComparablesFigures> Method { get; } = new("market.comparables", 1, MethodPurpose.Valuation,
        new("Market value by comparables", "市场法（可比案例）"), ComparablesReader.Read, Value);

    /// <summary>The weight of a source class when a comparable names none.</summary>
    public static Rational DefaultWeight(SourceClass source) => source switch
    {
        SourceClass.Invoice => 1,
        SourceClass.Auction => new Rational(9, 10),
        SourceClass.PlatformSale => new Rational(8, 10),
        SourceClass.AskingPrice => new Rational(5, 10),
        SourceClass.Contributor => new Rational(3, 10),
        _ => 0,
    };

    /// <summary>Values equipment by comparables.</summary>
    /// <returns>
    /// Figures; or valuation.too-few-evidence (also when leaving out an outlier leaves too few), valuation.evidence-after-date,
    /// comparables.factor-out-of-bounds, comparables.duplicate-factor, comparables.related-party-weight, comparables.bimodal, input.*.
    /// </returns>
    public static Outcome<ComparablesFigures> Value(ComparablesInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<ComparablesFigures>();

        var steps = new Steps();
        var all = input.Comparables.Select(comparable => Adjust(comparable, input.Terms, steps)).ToList();
        var counted = all.Where(item => item.Weight.Sign > 0).ToList();
        Acceptance.EnoughEvidence(checks, counted.Count, input.Terms, "comparables");
        checks.That(counted.Count > 0, () => new InputRejection("valuation.too-few-evidence",
            new("No comparable has a weight.", "没有任何计权的可比案例。")).At("comparables"));
        if (checks.Failed) return checks.Refuse<ComparablesFigures>();

        MarkOutliers(counted, input.Terms, steps);
        var used = counted.Where(item => item.Used).OrderBy(item => item.Exact).ThenBy(item => item.Id, StringComparer.Ordinal).ToList();
        Acceptance.EnoughEvidence(checks, used.Count, input.Terms, "comparables");
        checks.That(!RobustEvidence.IsBimodal([.. used.Select(item => item.Exact)]), () => new InputRejection("comparables.bimodal",
            new("The evidence falls into two groups more than 30% apart; a person must decide which one fits.", "可比价格分成相差超过30%的两组，须由人工判断采用哪一组。")).At("comparables"));
        if (checks.Failed) return checks.Refuse<ComparablesFigures>();

        return Reconcile(all, used, input.Terms, steps);
    }

    private static void Check(Checks checks, ComparablesInput input)
    {
        checks.That(input.Comparables.Count > 0, () => Problems.Empty("comparables"));
        for (var i = 0; i < input.Comparables.Count; i++)
        {
            var item = input.Comparables[i];
            var here = JsonPath.Item("comparables", i);
            checks.That(!input.Comparables.Take(i).Any(earlier => earlier.Id == item.Id), () => Problems.Duplicate($"{here}.id", item.Id));
            checks.That(item.Price.Sign > 0, () => Problems.AmountNotPositive($"{here}.price", item.Price.Amount));
            Acceptance.NotAfter(checks, item.PricedOn, input.Terms, $"{here}.pricedOn");
            if (item.Weight is { } weight) checks.Within($"{here}.weight", weight, 0, 1);
            checks.That(item.SourceClass != SourceClass.RelatedParty || item.Weight is not { Sign: > 0 }, () => new InputRejection("comparables.related-party-weight",
                new("A price between related parties has no weight.", "关联方之间的价格不得计权。")).At($"{here}.weight"));
            for (var j = 0; j < item.Factors.Count; j++) CheckFactor(checks, item.Factors, j, JsonPath.Item($"{here}.factors", j));
        }
    }

    private static void CheckFactor(Checks checks, IReadOnlyList<Adjustment> factors, int index, string path)
    {
        var factor = factors[index];
        var name = KebabCase.Name(factor.Kind);
        checks.That(!factors.Take(index).Any(earlier => earlier.Kind == factor.Kind), () => new InputRejection("comparables.duplicate-factor",
            new($"The adjustment '{name}' stands twice.", $"调整项“{name}”重复。")) { Field = $"{path}.kind", Value = name });
        if (Adjustment.IsRatio(factor.Kind))
        {
            var before = checks.Broken.Count;
            checks.Positive($"{path}.subject", factor.Subject ?? 0);
            checks.Positive($"{path}.comparable", factor.Comparable ?? 0);
            if (checks.Broken.Count > before) return;
        }

        var value = Factor(factor);
        checks.That(value >= LowestFactor && value <= HighestFactor, () => new InputRejection("comparables.factor-out-of-bounds",
            new($"The adjustment '{name}' is {value}; only 0.5 to 2 is credible.", $"调整系数“{name}”为{value}，可信范围为0.5至2。")) { Field = path, Value = value.ToString() });
    }

    private static Rational Factor(Adjustment factor) =>
        Adjustment.IsRatio(factor.Kind) ? factor.Subject!.Value / factor.Comparable!.Value : factor.Factor ?? 0;

    private static Item Adjust(Comparable comparable, ValuationTerms terms, Steps steps)
    {
        var exact = comparable.Price.Value;
        var gross = Rational.Zero;
        var formula = comparable.Price.Value.ToString();
        foreach (var factor in comparable.Factors.OrderBy(factor => factor.Kind))
        {
            var value = Factor(factor);
            exact *= value;
            gross += Rational.Abs(value - 1);
            formula += Adjustment.IsRatio(factor.Kind) ? $" * {factor.Subject}/{factor.Comparable}" : $" * {value}";
        }

        steps.Add($"adjusted/{comparable.Id}", new($"Comparable {comparable.Id}, adjusted", $"可比案例 {comparable.Id} 调整后"), exact, terms.Currency.Code, formula,
            gross > LargeAdjustment ? new Text("The adjustments together exceed 30%: weak comparability.", "各项调整合计超过30%，可比性较弱。") : null);
        return new Item(comparable.Id, exact, comparable.Weight ?? DefaultWeight(comparable.SourceClass));
    }

    private static void MarkOutliers(List<Item> counted, ValuationTerms terms, Steps steps)
    {
        var values = counted.Select(item => item.Exact).ToList();
        var scores = Statistics.ModifiedZ(values);
        var mad = Statistics.MedianAbsoluteDeviation(values);
        steps.Add("median", new("Median of all comparables", "全部案例中位数"), Statistics.Median(values), terms.Currency.Code);
        steps.Add("mad", new("Median absolute deviation", "绝对中位差"), mad, terms.Currency.Code,
            note: mad.IsZero ? new Text("Zero: more than half are equal, the mean absolute deviation takes its place.", "为零：过半案例相同，改用平均绝对偏差。") : null);

        var remove = counted.Count >= OutliersRemovedFrom;
        for (var i = 0; i < counted.Count; i++)
        {
            var item = counted[i];
            item.ModifiedZ = scores[i];
            item.Outlier = scores[i] > Statistics.ModifiedZCut;
            item.Used = !(item.Outlier && remove);
            var note = !item.Outlier ? null
                : remove ? new Text("Above 3.5: left out as an outlier.", "大于3.5：作为异常值剔除。")
                : new Text("Above 3.5, but fewer than five comparables: flagged, not left out.", "大于3.5，但案例不足五个：仅标记，不剔除。");
            steps.Say($"modified-z/{item.Id}", new($"Modified z of {item.Id}", $"{item.Id} 的修正Z值"), item.ModifiedZ.Value.ToDecimal(3, Rounding.HalfUp), note);
        }
    }

    private static ComparablesFigures Reconcile(List<Item> all, List<Item> used, ValuationTerms terms, Steps steps)
    {
        var currency = terms.Currency;
        var weight = used.Aggregate(Rational.Zero, (sum, item) => sum + item.Weight);
        var squares = used.Aggregate(Rational.Zero, (sum, item) => sum + (item.Weight * item.Weight));
        var median = Statistics.LowerWeightedMedian(used.Select(item => (item.Exact, item.Weight)));
        var mean = used.Aggregate(Rational.Zero, (sum, item) => sum + (item.Exact * item.Weight)) / weight;
        var count = weight * weight / squares;
        var mad = Statistics.MedianAbsoluteDeviation([.. used.Select(item => item.Exact)]);

        steps.Add("weight", new("Weight of the comparables used", "采用案例的权重合计"), weight, formula: string.Join(" + ", used.Select(item => item.Weight)));
        steps.Add("weighted-median", new("Lower weighted median", "下加权中位数"), median, currency.Code,
            note: new($"The first value, ascending, at which the cumulative weight reaches half ({weight / 2}).", $"按升序累计权重首次达到一半（{weight / 2}）的价格。"));
        foreach (var item in used.Where(item => item.Weight > DominantShare * weight))
        {
            steps.Add($"dominant/{item.Id}", new($"Share of {item.Id} in the weight", $"{item.Id} 占权重比例"), item.Weight / weight,
                note: new("One comparable carries more than 40% of the weight.", "单一案例占权重超过40%。"));
        }

        var meanMoney = Money.FromRational(mean, currency, Rounding.HalfUp);
        steps.Add("weighted-mean", new("Weighted mean (cross-check)", "加权平均（核对）"), meanMoney);
        steps.Say("effective-count", new("Effective number of comparables", "有效案例数"), count.ToDecimal(3, Rounding.HalfUp));
        steps.Add("mad-used", new("Median absolute deviation of those used", "采用案例的绝对中位差"), mad, currency.Code);

        // The half-width is a root; its square is exact and decides the grade.
        var scale = NormalQuantile * Statistics.MeanDeviationConstant * MadToSigma * mad;
        var squared = scale * scale / count;
        var half = squared.Sqrt(RuleLimits.PowerDigits);
        var grade = squared <= Square(GradeA * median) ? "A" : squared <= Square(GradeB * median) ? "B" : "C";
        var halfMoney = Money.FromRational(half, currency, Rounding.HalfUp);
        steps.Add("half-width", new("Half-width of the 95% interval", "95%区间半宽"), halfMoney, $"1.96 * 1.2533 * 1.4826 * {mad} / sqrt({count.ToDecimal(3, Rounding.HalfUp)})");
        steps.Say("grade", new("Evidence grade", "证据等级"), grade, new($"Half-width is {(half / median * 100).ToDecimal(1, Rounding.HalfUp)}% of the value.",
            $"半宽为价值的{(half / median * 100).ToDecimal(1, Rounding.HalfUp)}%。"));

        var accepted = Acceptance.Of(median, terms, steps);
        return new ComparablesFigures(
            accepted.Value,
            accepted.Accepted,
            accepted.Excess,
            meanMoney,
            count.Round(3, Rounding.HalfUp),
            halfMoney,
            Money.FromRational(Rational.Max(0, median - half), currency, Rounding.HalfUp),
            Money.FromRational(median + half, currency, Rounding.HalfUp),
            grade,
            [.. all.Select(item => new AdjustedComparable(
                item.Id, Money.FromRational(item.Exact, currency, Rounding.HalfUp), item.Weight, item.ModifiedZ?.Round(3, Rounding.HalfUp), item.Outlier, item.Used))])
        {
            Steps = steps.Lines,
        };
    }

    private static Rational Square(Rational value) => value * value;

    // Working state of one evaluation; never leaves this class.
    private sealed class Item(string id, Rational exact, Rational weight)
    {
        public string Id { get; } = id;

        public Rational Exact { get; } = exact;

        public Rational Weight { get; } = weight;

        public Rational? ModifiedZ { get; set; }

        public bool Outlier { get; set; }

        public bool Used { get; set; }
    }
}
