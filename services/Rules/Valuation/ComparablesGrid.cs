namespace Ledger.Rules;

/// <summary>
/// Market value by comparables, second version: an adjustment grid in a fixed order with index series, evidence weights by
/// source class, age, similarity and independence with a limit per source, outliers by modified z, the lower weighted median
/// with cross-checks, an interval with a grade, and the influence of each comparable. Sources: Chinese market approach (市场法),
/// Iglewicz-Hoaglin, Huber, IAAO practice; sample A.
/// </summary>
public static class ComparablesGrid
{
    /// <summary>Decimal places of an adjusted price, rounded half-up; what ends before stays exact.</summary>
    private const int PriceDigits = 8;

    /// <summary>Decimal places of a weight lowered for its adjustments, cut off.</summary>
    private const int WeightDigits = 9;

    private static readonly Rational MadToSigma = Rational.Parse("1.4826");
    private static readonly Rational NormalQuantile = Rational.Parse("1.96");
    private static readonly Rational GradeA = new(5, 100);
    private static readonly Rational GradeB = new(15, 100);
    private static readonly Rational SecondReviewGap = new(5, 100);
    private static readonly Rational DualApprovalMove = new(10, 100);

    public static Method<GridInput, GridFigures> Method { get; } = new("market.comparables", 2, MethodPurpose.Valuation,
        new("Market value by comparables", "市场法（可比案例）"), GridReader.Read, Value) { FromPlatform = ["policy"] };

    /// <summary>Values equipment by comparables.</summary>
    /// <returns>
    /// Figures; or valuation.too-few-evidence, valuation.evidence-after-date, comparables.factor-out-of-bounds, .duplicate-factor,
    /// .mixed-units, .exponent-places, .related-party-weight, .undisclosed-related-party, .one-source, .source-share,
    /// .too-few-effective, .zero-mad, .bimodal, index.missing-month, .past-last-month, .mixed-base, .unknown-series, input.*, money.*.
    /// </returns>
    public static Outcome<GridFigures> Value(GridInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        var factors = Check(checks, input);
        if (checks.Failed) return checks.Refuse<GridFigures>();

        var steps = new Steps();
        var all = input.Comparables.Select((comparable, i) => Adjust(comparable, factors[i], input, steps)).ToList();
        var counted = all.Where(item => item.Weight.Sign > 0).ToList();
        Enough(checks, counted, input);
        if (checks.Failed) return checks.Refuse<GridFigures>();

        var zeroMad = MarkOutliers(counted, input.Terms.Currency.Code, steps);
        checks.That(!(zeroMad && input.Policy.ZeroMad == ZeroMadRule.Refuse), () => new InputRejection("comparables.zero-mad",
            new("More than half of the prices are equal and others differ; a person must look at those.", "过半价格相同而其余不同，须由人工复核不同者。")).At("comparables"));
        var used = counted.Where(item => item.Used).OrderBy(item => item.Exact).ThenBy(item => item.Comparable.Id, StringComparer.Ordinal).ToList();
        Enough(checks, used, input);
        checks.That(!RobustEvidence.IsBimodal([.. used.Select(item => item.Exact)]), () => new InputRejection("comparables.bimodal",
            new("The evidence falls into two groups more than 30% apart; a person must decide which one fits.", "可比价格分成相差超过30%的两组，须由人工判断采用哪一组。")).At("comparables"));
        if (checks.Failed) return checks.Refuse<GridFigures>();

        var limited = LimitShares(used, input.Policy, steps);
        var weight = RobustEvidence.Sum(used.Select(item => item.Weight));
        var effective = weight * weight / RobustEvidence.Sum(used.Select(item => item.Weight * item.Weight));
        var least = input.Policy.LeastEffective(input.Terms);
        checks.That(effective >= least, () => new InputRejection("comparables.too-few-effective",
            new($"The weights are worth {effective.ToDecimal(3, Rounding.Down)} equal comparables; at least {least} are needed.",
                $"按权重折算仅相当于{effective.ToDecimal(3, Rounding.Down)}个等权案例，至少需要{least}个。"))
            { Field = "comparables", Value = effective.ToDecimal(3, Rounding.Down) });
        return checks.Failed ? checks.Refuse<GridFigures>() : Reconcile(all, used, weight, effective, zeroMad, limited, input, steps);
    }

    private static List<IReadOnlyList<GridFactors.Resolved>> Check(Checks checks, GridInput input)
    {
        var resolved = new List<IReadOnlyList<GridFactors.Resolved>>(input.Comparables.Count);
        checks.That(input.Comparables.Count > 0, () => Problems.Empty("comparables"));
        GridFactors.CheckPolicy(checks, input.Policy);
        IndexSeriesReader.Check(checks, input.Indexes);
        if (checks.Failed) return resolved;

        var ids = new HashSet<string>(StringComparer.Ordinal);
        var related = input.RelatedParties.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < input.Comparables.Count; i++)
        {
            var item = input.Comparables[i];
            var here = JsonPath.Item("comparables", i);
            if (!ids.Add(item.Id)) checks.Add(Problems.Duplicate($"{here}.id", item.Id));
            if (item.Price.Sign <= 0) checks.Add(Problems.AmountNotPositive($"{here}.price", item.Price.Amount));
            Acceptance.NotAfter(checks, item.PricedOn, input.Terms, $"{here}.pricedOn");
            if (item.Weight is { } weight) checks.Within($"{here}.weight", weight, 0, 1);
            if (item.Similarity is { } similarity) checks.Within($"{here}.similarity", similarity, 0, 1);
            if (item.Independence is { } independence) checks.Within($"{here}.independence", independence, 0, 1);
            checks.That(item.SourceClass != SourceClass.RelatedParty || item.Weight is not { Sign: > 0 }, () => new InputRejection("comparables.related-party-weight",
                new("A price between related parties has no weight.", "关联方之间的价格不得计权。")).At($"{here}.weight"));
            if (item.SourceClass != SourceClass.RelatedParty && (item.Source is { } source && related.Contains(source) ? source : item.Parties.FirstOrDefault(related.Contains)) is { } hidden)
            {
                checks.Add(new InputRejection("comparables.undisclosed-related-party",
                    new($"'{hidden}' is related to the contributor; the price must be declared as one between related parties.", $"“{hidden}”是投入方的关联方，该价格须申报为关联方价格。"))
                    { Field = $"{here}.sourceClass", Value = hidden });
            }

            resolved.Add(GridFactors.Resolve(checks, item.Factors, $"{here}.factors", item.PricedOn, input.Terms.On, input.Indexes, input.Policy));
        }

        return resolved;
    }

    private static void Enough(Checks checks, List<Item> items, GridInput input)
    {
        var before = checks.Broken.Count;
        Acceptance.EnoughEvidence(checks, items.Count, input.Terms, "comparables");
        checks.That(items.Count > 0, () => new InputRejection("valuation.too-few-evidence", new("No comparable has a weight.", "没有任何计权的可比案例。")).At("comparables"));
        if (checks.Broken.Count > before || input.Policy.SourceShare == 1) return;
        var sources = items.Select(item => item.Source).Distinct(StringComparer.Ordinal).Count();
        checks.That(sources > 1, () => new InputRejection("comparables.one-source",
            new("All prices that count come from one source.", "全部计权价格来自同一来源。")) { Field = "comparables", Value = items[0].Source });
        checks.That(sources == 1 || sources * input.Policy.SourceShare >= 1, () => new InputRejection("comparables.source-share",
            new($"{Problems.Invariant(sources)} sources cannot each stay at or below {input.Policy.SourceShare} of the weight.",
                $"{Problems.Invariant(sources)}个来源无法各自不超过权重的{input.Policy.SourceShare}。")) { Field = "comparables", Value = Problems.Invariant(sources) });
    }

    private static Item Adjust(GridComparable comparable, IReadOnlyList<GridFactors.Resolved> factors, GridInput input, Steps steps)
    {
        var exact = comparable.Price.Value;
        var gross = Rational.Zero;
        var formula = new System.Text.StringBuilder(comparable.Price.Value.ToString());
        foreach (var factor in factors)
        {
            exact *= factor.Value;
            gross += Rational.Abs(factor.Value - 1);
            formula.Append(" * ").Append(factor.Formula);
        }

        // What asks for more than is paid is brought down even where nobody said so.
        if (comparable.SourceClass == SourceClass.AskingPrice && !factors.Any(factor => factor.Kind is GridFactorKind.Transaction or GridFactorKind.AskingPrice))
        {
            exact *= GridFactors.AskingPriceFactor;
            gross += 1 - GridFactors.AskingPriceFactor;
            formula.Append(" * ").Append(GridFactors.AskingPriceFactor);
        }

        // One power of ten under all prices: their fractions stay small however many factors there are.
        exact = exact.Round(PriceDigits, Rounding.HalfUp);
        var far = gross > input.Policy.GrossLimit;
        steps.Add($"adjusted/{comparable.Id}", new($"Comparable {comparable.Id}, adjusted", $"可比案例 {comparable.Id} 调整后"), exact, input.Terms.Currency.Code, formula.ToString(),
            far ? new Text($"The adjustments together are {WorkedLines.Show(gross)}, above the limit of {input.Policy.GrossLimit}.", $"各项调整合计{WorkedLines.Show(gross)}，超过上限{input.Policy.GrossLimit}。") : null);
        return new Item(comparable, exact, Weigh(comparable, far ? gross : null, input, steps)) { Far = far };
    }

    private static Rational Weigh(GridComparable comparable, Rational? beyond, GridInput input, Steps steps)
    {
        Rational weight;
        string formula;
        if (comparable.Weight is { } stated)
        {
            weight = stated;
            formula = $"{stated}";
        }
        else
        {
            var source = Comparables.DefaultWeight(comparable.SourceClass);
            var recency = EvidenceWeights.Recency(EvidenceWeights.Months(comparable.PricedOn, input.Terms.On));
            var similarity = comparable.Similarity ?? Rational.One;
            var independence = comparable.Independence ?? Rational.One;
            weight = source * recency * similarity * independence;
            formula = $"{source} * {recency} * {similarity} * {independence}";
        }

        if (beyond is { } gross)
        {
            weight = input.Policy.GrossRule == GrossRule.Drop ? Rational.Zero : (weight * input.Policy.GrossLimit / gross).Round(WeightDigits, Rounding.Down);
            formula = input.Policy.GrossRule == GrossRule.Drop ? "0" : $"{formula} * {input.Policy.GrossLimit}/{WorkedLines.Show(gross)}";
        }

        steps.Add($"weight/{comparable.Id}", new($"Weight of {comparable.Id}", $"{comparable.Id} 的权重"), weight, formula: formula,
            note: comparable.Weight is null ? new Text("Source class x recency x similarity x independence.", "来源类别×时近×相似×独立。") : new Text("As stated.", "按所填。"));
        return weight;
    }

    private static bool MarkOutliers(List<Item> counted, string currency, Steps steps)
    {
        var values = counted.Select(item => item.Exact).ToList();
        var median = Statistics.Median(values);
        var deviations = values.Select(value => Rational.Abs(value - median)).ToList();
        var mad = Statistics.Median(deviations);
        var scores = Statistics.ModifiedZ(deviations, mad);
        steps.Add("median", new("Median of all comparables", "全部案例中位数"), median, currency);
        steps.Add("mad", new("Median absolute deviation", "绝对中位差"), mad, currency,
            note: mad.IsZero ? new Text("Zero: more than half are equal, the mean absolute deviation takes its place.", "为零：过半案例相同，改用平均绝对偏差。") : null);

        var remove = counted.Count >= Comparables.OutliersRemovedFrom;
        for (var i = 0; i < counted.Count; i++)
        {
            var item = counted[i];
            item.ModifiedZ = scores[i].Round(3, Rounding.HalfUp);
            item.Outlier = scores[i] > Statistics.ModifiedZCut;
            item.Used = !(item.Outlier && remove);
            var note = !item.Outlier ? null
                : remove ? new Text("Above 3.5: left out as an outlier.", "大于3.5：作为异常值剔除。")
                : new Text("Above 3.5, but fewer than five comparables: flagged, not left out.", "大于3.5，但案例不足五个：仅标记，不剔除。");
            steps.Say($"modified-z/{item.Comparable.Id}", new($"Modified z of {item.Comparable.Id}", $"{item.Comparable.Id} 的修正Z值"), item.ModifiedZ.Value.ToDecimal(3, Rounding.HalfUp), note);
        }

        return mad.IsZero && values.Exists(value => value != values[0]);
    }

    private static bool LimitShares(List<Item> used, GridPolicy policy, Steps steps)
    {
        var sources = used.GroupBy(item => item.Source, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => RobustEvidence.Sum(group.Select(item => item.Weight)), StringComparer.Ordinal);
        if (policy.SourceShare == 1 || EvidenceWeights.ShareLimited(sources, policy.SourceShare) is not { } scale) return false;
        foreach (var (source, factor) in scale.Where(entry => entry.Value < 1).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            steps.Add($"share-limit/{source}", new($"Source {source} limited", $"来源 {source} 受限"), sources[source] * factor, formula: $"{sources[source]} * {WorkedLines.Show(factor)}",
                note: new($"No source carries more than {policy.SourceShare} of the weight.", $"单一来源不超过权重的{policy.SourceShare}。"));
        }

        foreach (var item in used) item.Weight *= scale[item.Source];
        return scale.Values.Any(factor => factor < 1);
    }

    private static GridFigures Reconcile(List<Item> all, List<Item> used, Rational weight, Rational effective, bool zeroMad, bool limited, GridInput input, Steps steps)
    {
        var currency = input.Terms.Currency;
        var weighted = used.Select(item => (item.Exact, item.Weight)).ToList();
        var values = used.Select(item => item.Exact).ToList();
        var median = Statistics.LowerWeightedMedian(weighted);
        var mad = Statistics.MedianAbsoluteDeviation(values);
        steps.Add("weight", new("Weight of the comparables used", "采用案例的权重合计"), weight, formula: string.Join(" + ", used.Select(item => WorkedLines.Show(item.Weight))));
        steps.Add("weighted-median", new("Lower weighted median", "下加权中位数"), median, currency.Code,
            note: new($"The first value, ascending, at which the cumulative weight reaches half ({WorkedLines.Show(weight / 2)}).", $"按升序累计权重首次达到一半（{WorkedLines.Show(weight / 2)}）的价格。"));

        var mean = Cross(steps, "weighted-mean", new("Weighted mean (cross-check)", "加权平均（核对）"), RobustEvidence.WeightedSum(weighted) / weight, currency);
        var trimmed = Cross(steps, "trimmed-mean", new("20% trimmed mean (cross-check)", "20%截尾平均（核对）"), RobustEvidence.TrimmedMean(values), currency);
        var robust = RobustEvidence.Huber(weighted, median, mad);
        var huber = Cross(steps, "huber", new("Huber's M-estimate (cross-check)", "Huber M估计（核对）"), robust, currency);
        var gap = Rational.Abs(median - robust) / median;
        steps.Say("huber-gap", new("Distance of Huber's estimate from the median", "Huber估计与中位数的差距"), gap.ToDecimal(4, Rounding.HalfUp),
            gap > SecondReviewGap ? new Text("Above 5%: a second reviewer looks at it.", "大于5%：须二次复核。") : null);
        steps.Say("effective-count", new("Effective number of comparables", "有效案例数"), effective.ToDecimal(3, Rounding.HalfUp));
        steps.Add("mad-used", new("Median absolute deviation of those used", "采用案例的绝对中位差"), mad, currency.Code);

        // The half-width is a root; its square is exact and decides the grade.
        var scale = NormalQuantile * Statistics.MeanDeviationConstant * MadToSigma * mad;
        var squared = scale * scale / effective;
        var half = squared.Sqrt(RuleLimits.RemainderDigits);
        var grade = squared <= Square(GradeA * median) ? "A" : squared <= Square(GradeB * median) ? "B" : "C";
        var halfMoney = Money.FromRational(half, currency, Rounding.HalfUp);
        steps.Add("half-width", new("Half-width of the 95% interval", "95%区间半宽"), halfMoney, $"1.96 * 1.2533 * 1.4826 * {WorkedLines.Show(mad)} / sqrt({effective.ToDecimal(3, Rounding.HalfUp)})");
        steps.Say("grade", new("Evidence grade", "证据等级"), grade, new($"Half-width is {(half / median * 100).ToDecimal(1, Rounding.HalfUp)}% of the value.",
            $"半宽为价值的{(half / median * 100).ToDecimal(1, Rounding.HalfUp)}%。"));

        var (influences, dual) = LeaveOut(used, weighted, median, input, steps);
        var flags = new List<string>();
        if (gap > SecondReviewGap) flags.Add("second-review");
        if (dual) flags.Add("dual-approval");
        if (zeroMad) flags.Add("zero-mad");
        if (used.Exists(item => item.Outlier)) flags.Add("outlier-kept");
        if (all.Exists(item => item.Far)) flags.Add("gross-adjustment");
        if (limited) flags.Add("share-limited");
        if (input.Policy != GridPolicy.Default) flags.Add("policy-changed");
        if (flags.Count > 0) steps.Say("flags", new("Flags", "标记"), string.Join(", ", flags));

        var accepted = Acceptance.Of(median, input.Terms, steps);
        return new GridFigures(
            accepted.Value, accepted.Accepted, accepted.Excess, mean, effective.Round(3, Rounding.HalfUp), halfMoney,
            Money.FromRational(Rational.Max(0, median - half), currency, Rounding.HalfUp), Money.FromRational(median + half, currency, Rounding.HalfUp), grade,
            [.. all.Select(item => new AdjustedComparable(item.Comparable.Id, Money.FromRational(item.Exact, currency, Rounding.HalfUp), item.Weight, item.ModifiedZ, item.Outlier, item.Used))],
            trimmed, huber, gap.Round(4, Rounding.HalfUp), influences, flags)
        {
            Steps = steps.Lines,
        };
    }

    private static (IReadOnlyList<Influence> Influences, bool Dual) LeaveOut(
        List<Item> used, List<(Rational Value, Rational Weight)> weighted, Rational median, GridInput input, Steps steps)
    {
        if (used.Count < 2) return ([], false);
        var without = RobustEvidence.LeaveOneOut(weighted);
        var dual = false;
        var influences = new Dictionary<string, Influence>(StringComparer.Ordinal);
        for (var i = 0; i < used.Count; i++)
        {
            var id = used[i].Comparable.Id;
            var move = Rational.Abs(without[i] - median) / median;
            influences[id] = new Influence(id, Money.FromRational(without[i], input.Terms.Currency, Rounding.HalfUp), move.Round(4, Rounding.HalfUp));
            if (move <= DualApprovalMove) continue;
            dual = true;
            steps.Say($"influence/{id}", new($"Without {id} the value moves by", $"去掉 {id} 后价值变动"), move.ToDecimal(4, Rounding.HalfUp),
                new("Above 10%: two approvers of different parties.", "大于10%：须由不同成员的两人批准。"));
        }

        return ([.. input.Comparables.Where(item => influences.ContainsKey(item.Id)).Select(item => influences[item.Id])], dual);
    }

    private static Money Cross(Steps steps, string id, Text name, Rational value, Currency currency)
    {
        var money = Money.FromRational(value, currency, Rounding.HalfUp);
        steps.Add(id, name, money);
        return money;
    }

    private static Rational Square(Rational value) => value * value;

    // Working state of one evaluation; never leaves this class.
    private sealed class Item(GridComparable comparable, Rational exact, Rational weight)
    {
        public GridComparable Comparable { get; } = comparable;

        public string Source => Comparable.Source ?? $"={Comparable.Id}";

        public Rational Exact { get; } = exact;

        public Rational Weight { get; set; } = weight;

        public Rational? ModifiedZ { get; set; }

        public bool Outlier { get; set; }

        public bool Used { get; set; }

        public bool Far { get; init; }
    }
}
