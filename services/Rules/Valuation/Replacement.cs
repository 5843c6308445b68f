namespace Ledger.Rules;

/// <summary>
/// Cost approach (成本法): staged replacement cost by index, less physical, functional and economic loss, each measured in one of
/// the published ways. Sources: Chinese exam texts; golden cases G01, G02, G04, G06.
/// </summary>
public static class Replacement
{
    private const int FigureDigits = 8;
    private static readonly Rational HighestUtilisation = 3;

    public static Method<ReplacementInput, ReplacementFigures> Method { get; } = new("cost.replacement", 1, MethodPurpose.Valuation,
        new("Replacement cost less losses", "重置成本法"), ReplacementReader.Read, Value);

    /// <summary>Values by cost.</summary>
    /// <returns>
    /// Figures; or cost.negative-remaining-life, cost.no-life-left, cost.used-beyond-life, cost.age-missing, cost.repair-above-cost,
    /// cost.capacity-above-design, cost.exponent-places, cost.losses-above-cost, cost.part-after-date, index.*, valuation.too-few-evidence, input.*.
    /// </returns>
    public static Outcome<ReplacementFigures> Value(ReplacementInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        var ratios = CheckParts(checks, input);
        CheckWear(checks, input);
        CheckLosses(checks, input);
        Acceptance.EnoughEvidence(checks, input.Evidence.Count, input.Terms, "evidence");
        if (checks.Failed) return checks.Refuse<ReplacementFigures>();

        var steps = new Steps();
        var lines = new WorkedLines(steps, input.Intermediates, input.RatioPlaces);
        var unit = input.Terms.Currency.Code;
        var (cost, age) = Cost(input, ratios, lines, unit);
        if (input.Wear is { Basis: WearBasis.Repair, Repairable: { } repairable } && repairable > cost)
        {
            return new InputRejection("cost.repair-above-cost", new($"The repair {repairable} is above the replacement cost {WorkedLines.Show(cost)}.",
                $"修复费用{repairable}高于重置成本{WorkedLines.Show(cost)}。")) { Field = "wear.repairable", Value = repairable.ToString() };
        }

        var (physical, newness) = Physical(input, cost, age, lines, unit);
        var functional = Functional(input.Functional, lines, unit);
        var (economic, share) = Economic(input.Economic, cost, cost - physical - functional, lines, unit);
        var exact = lines.Amount("less-losses", new("Replacement cost less losses", "重置成本减各项贬值"), cost - physical - functional - economic, unit,
            $"{WorkedLines.Show(cost)} - {WorkedLines.Show(physical)} - {WorkedLines.Show(functional)} - {WorkedLines.Show(economic)}");
        if (exact.Sign < 0)
        {
            return new InputRejection("cost.losses-above-cost", new($"The losses are above the replacement cost {WorkedLines.Show(cost)}; it has no value by cost.",
                $"各项贬值超过重置成本{WorkedLines.Show(cost)}，按成本法无价值。")) { Field = "parts", Value = WorkedLines.Show(exact) };
        }

        var accepted = Acceptance.Of(exact, input.Terms, steps);
        return new ReplacementFigures(accepted.Value, accepted.Accepted, accepted.Excess, Kept(cost), age is { } years ? Kept(years) : null, Kept(newness), Kept(physical), Kept(functional),
            share is { } lost ? Kept(lost) : null, Kept(economic), Kept(exact)) { Steps = steps.Lines };
    }

    internal static Rational Kept(Rational value) => value.Round(FigureDigits, Rounding.HalfUp);

    private static List<(Rational Ratio, string Formula)> CheckParts(Checks checks, ReplacementInput input)
    {
        var ratios = new List<(Rational, string)>();
        checks.That(input.Parts.Count > 0, () => Problems.Empty("parts"));
        IndexSeriesReader.Check(checks, input.Indexes);
        if (checks.Failed) return ratios;
        for (var i = 0; i < input.Parts.Count; i++)
        {
            var part = input.Parts[i];
            var here = JsonPath.Item("parts", i);
            checks.That(!input.Parts.Take(i).Any(earlier => earlier.Id == part.Id), () => Problems.Duplicate($"{here}.id", part.Id));
            checks.Positive($"{here}.cost", part.Cost);
            if (part.AgeYears is { } age) checks.NotNegative($"{here}.ageYears", age);
            if (part.Series is not null) ratios.Add(BySeries(checks, part, here, input));
            else if (part.IndexNow is { } now && part.IndexThen is { } then)
            {
                checks.Positive($"{here}.indexNow", now);
                checks.Positive($"{here}.indexThen", then);
                ratios.Add(then.Sign > 0 ? (now / then, $"{now}/{then}") : (1, ""));
            }
            else ratios.Add((1, "1"));
        }

        return ratios;
    }

    private static (Rational Ratio, string Formula) BySeries(Checks checks, CostPart part, string here, ReplacementInput input)
    {
        if (input.Indexes.FirstOrDefault(series => series.Id == part.Series) is not { } found)
        {
            checks.Add(new InputRejection("index.unknown-series", new($"There is no index series '{part.Series}'.", $"没有指数“{part.Series}”。")) { Field = $"{here}.series", Value = part.Series });
            return (1, "");
        }

        var bought = part.BoughtOn ?? input.Terms.On;
        checks.That(bought <= input.Terms.On, () => new InputRejection("cost.part-after-date",
            new($"The outlay is of {bought:yyyy-MM-dd}, after the valuation date {input.Terms.On:yyyy-MM-dd}.", $"支出日期{bought:yyyy-MM-dd}晚于评估基准日{input.Terms.On:yyyy-MM-dd}。"))
            { Field = $"{here}.boughtOn", Value = $"{bought:yyyy-MM-dd}" });
        var ratio = found.Ratio(input.Terms.On, bought, checks, $"{here}.series") ?? 1;
        return (ratio, $"{found.Id}({input.Terms.On:yyyy-MM})/{found.Id}({bought:yyyy-MM}) = {WorkedLines.Show(ratio)}");
    }

    private static void CheckWear(Checks checks, ReplacementInput input)
    {
        if (input.Wear is not { } wear) return;
        Needs(checks, "wear.remainingYears", wear.RemainingYears, wear.Basis == WearBasis.AgeLife);
        Needs(checks, "wear.newness", wear.Newness, wear.Basis == WearBasis.Observed);
        Needs(checks, "wear.usedYears", wear.UsedYears, wear.Basis == WearBasis.Repair);
        Needs(checks, "wear.repairable", wear.Repairable, wear.Basis == WearBasis.Repair);
        Needs(checks, "wear.lifeYears", wear.LifeYears, wear.Basis == WearBasis.Repair);
        if (wear.Newness is { } newness) checks.Within("wear.newness", newness, 0, 1);
        if (wear.Utilisation is { } use)
        {
            checks.Positive("wear.utilisation", use);
            checks.Within("wear.utilisation", use, 0, HighestUtilisation);
        }

        if (wear.UsedYears is { } used) checks.NotNegative("wear.usedYears", used);
        if (wear.Repairable is { } repairable) checks.NotNegative("wear.repairable", repairable);
        if (wear.LifeYears is { } life) checks.Positive("wear.lifeYears", life);
        checks.That(wear.RemainingYears is not { Sign: < 0 }, () => new InputRejection("cost.negative-remaining-life",
            new($"The remaining life is {wear.RemainingYears} years.", $"尚可使用年限为{wear.RemainingYears}年，不得为负。")) { Field = "wear.remainingYears", Value = wear.RemainingYears.ToString() });
        checks.That(wear.Basis != WearBasis.Repair || wear.Override is not null || !(wear.UsedYears > wear.LifeYears), () => new InputRejection("cost.used-beyond-life",
            new($"{wear.UsedYears} years used are more than the whole life of {wear.LifeYears}; state an override with its reason, or another life.",
                $"已使用{wear.UsedYears}年，超过总寿命{wear.LifeYears}年；须写明理由或改用其他年限。")) { Field = "wear.usedYears", Value = wear.UsedYears.ToString() });
        if (wear.Basis != WearBasis.AgeLife) return;
        var ages = input.Parts.Where(part => part.AgeYears is not null).ToList();
        checks.That(wear.UsedYears is not null || ages.Count == input.Parts.Count, () => new InputRejection("cost.age-missing",
            new("Age-life needs the years used, or the age of every part.", "年限法须给出已使用年限，或每一部分的年龄。")).At("wear.usedYears"));
        checks.That(wear.RemainingYears is not { IsZero: true } || !(wear.UsedYears is { IsZero: true } || (wear.UsedYears is null && ages.TrueForAll(part => part.AgeYears!.Value.IsZero))),
            () => new InputRejection("cost.no-life-left", new("Neither years used nor years remaining: there is no life to divide.", "已使用与尚可使用年限均为零，无法计算成新率。")).At("wear.remainingYears"));
    }

    private static void CheckLosses(Checks checks, ReplacementInput input)
    {
        if (input.Functional is { } functional)
        {
            checks.Within("functional.taxRate", functional.TaxRate, 0, 1);
            checks.Within("functional.discountRate", functional.DiscountRate, 0, 1);
            checks.Within("functional.years", functional.Years, 1, RuleLimits.ForecastYears);
        }

        if (input.Economic is not { } economic) return;
        var capacity = economic.Basis == EconomicBasis.Capacity;
        Needs(checks, "economic.actual", economic.Actual, capacity);
        Needs(checks, "economic.design", economic.Design, capacity);
        Needs(checks, "economic.exponent", economic.Exponent, capacity);
        Needs(checks, "economic.of", economic.Of, capacity);
        Needs(checks, "economic.lostPerYear", economic.LostPerYear, !capacity);
        Needs(checks, "economic.taxRate", economic.TaxRate, !capacity);
        Needs(checks, "economic.discountRate", economic.DiscountRate, !capacity);
        Needs(checks, "economic.years", economic.Years, !capacity);
        if (economic.LostPerYear is { } lost) checks.NotNegative("economic.lostPerYear", lost);
        if (economic.TaxRate is { } tax) checks.Within("economic.taxRate", tax, 0, 1);
        if (economic.DiscountRate is { } discount) checks.Within("economic.discountRate", discount, 0, 1);
        if (economic.Years is { } years) checks.Within("economic.years", years, 1, RuleLimits.ForecastYears);
        if (economic.Actual is { } actual) checks.Positive("economic.actual", actual);
        if (economic.Design is { } design) checks.Positive("economic.design", design);
        checks.That(!(economic.Actual > economic.Design), () => new InputRejection("cost.capacity-above-design",
            new($"{economic.Actual} is used of a design capacity of {economic.Design}: there is no economic loss to measure.", $"实际利用{economic.Actual}超过设计能力{economic.Design}，不存在经济性贬值。"))
            { Field = "economic.actual", Value = economic.Actual.ToString() });
        if (economic.Exponent is not { } exponent) return;
        checks.Positive("economic.exponent", exponent);
        checks.Within("economic.exponent", exponent, 0, 1);
        checks.That((exponent * 100).IsWhole, () => new InputRejection("cost.exponent-places",
            new("An exponent has at most two decimal places.", "指数最多两位小数。")) { Field = "economic.exponent", Value = exponent.ToString() });
    }

    private static void Needs(Checks checks, string field, object? value, bool needed)
    {
        if (needed && value is null) checks.Add(Problems.Missing(field));
    }

    private static (Rational Cost, Rational? Age) Cost(ReplacementInput input, List<(Rational Ratio, string Formula)> ratios, WorkedLines lines, string unit)
    {
        var costs = input.Parts.Select((part, i) => lines.Amount($"part/{part.Id}", new($"Replacement cost of {part.Id}", $"{part.Id} 的重置成本"),
            part.Cost * ratios[i].Ratio, unit, $"{part.Cost} * {ratios[i].Formula}")).ToList();
        var cost = lines.Amount("replacement-cost", new("Replacement cost", "重置成本"), RobustEvidence.Sum(costs), unit, string.Join(" + ", costs.Select(WorkedLines.Show)));
        if (input.Parts.Any(part => part.AgeYears is null)) return (cost, null);
        var weighted = RobustEvidence.Sum(input.Parts.Select((part, i) => costs[i] * part.AgeYears!.Value));
        return (cost, lines.Amount("weighted-age", new("Age weighted by replacement cost", "加权投资年限"), weighted / cost, "year",
            $"({string.Join(" + ", input.Parts.Select((part, i) => $"{WorkedLines.Show(costs[i])} * {part.AgeYears}"))}) / {WorkedLines.Show(cost)}"));
    }

    private static (Rational Loss, Rational Newness) Physical(ReplacementInput input, Rational cost, Rational? age, WorkedLines lines, string unit)
    {
        if (input.Wear is not { } wear) return (0, 1);
        if (wear.Basis == WearBasis.Repair)
        {
            var repairable = wear.Repairable ?? 0;
            var worn = Rational.Min(wear.UsedYears!.Value / wear.LifeYears!.Value, 1);
            var rest = lines.Amount("wear-of-rest", new("Wear of what is not repaired", "不可修复部分损耗"), (cost - repairable) * worn, unit,
                $"({WorkedLines.Show(cost)} - {repairable}) * {wear.UsedYears}/{wear.LifeYears}", wear.Override is { } reason ? new Text($"Older than its life: {reason}", $"已超过寿命：{reason}") : null);
            var loss = lines.Amount("physical", new("Physical loss", "实体性贬值"), repairable + rest, unit, $"{repairable} + {WorkedLines.Show(rest)}");
            var share = lines.Ratio("physical-share", new("Physical loss as a share", "实体性贬值率"), loss / cost, $"{WorkedLines.Show(loss)} / {WorkedLines.Show(cost)}");
            return (loss, 1 - share);
        }

        var newness = wear.Newness ?? 0;
        if (wear.Basis == WearBasis.AgeLife)
        {
            var years = wear.UsedYears ?? age ?? 0;
            var use = wear.Utilisation ?? Rational.One;
            var remaining = wear.RemainingYears ?? 0;
            var effective = lines.Amount("effective-years", new("Effective years used", "实际已使用年限"), years * use, "year", $"{WorkedLines.Show(years)} * {use}");
            newness = remaining / (effective + remaining);
            newness = lines.Ratio("newness", new("Condition", "成新率"), newness, $"{remaining} / ({WorkedLines.Show(effective)} + {remaining})");
        }
        else
        {
            newness = lines.Ratio("newness", new("Condition, observed", "成新率（观察）"), newness);
        }

        return (lines.Amount("physical", new("Physical loss", "实体性贬值"), cost * (1 - newness), unit, $"{WorkedLines.Show(cost)} * (1 - {WorkedLines.Show(newness)})"), newness);
    }

    private static Rational Functional(FunctionalLoss? loss, WorkedLines lines, string unit)
    {
        if (loss is null) return 0;
        var factor = lines.Ratio("functional-annuity", new("Annuity factor", "年金现值系数"), Annuity.Factor(loss.DiscountRate, loss.Years), $"(P/A, {loss.DiscountRate}, {Problems.Invariant(loss.Years)})");
        return lines.Amount("functional", new("Functional loss", "功能性贬值"), loss.ExcessPerYear * (1 - loss.TaxRate) * factor, unit,
            $"{loss.ExcessPerYear} * (1 - {loss.TaxRate}) * {WorkedLines.Show(factor)}", loss.ExcessPerYear.Sign < 0 ? new Text("Negative: a premium, it adds value.", "为负：功能性溢价，增加价值。") : null);
    }

    private static (Rational Loss, Rational? Share) Economic(EconomicLoss? loss, Rational cost, Rational remaining, WorkedLines lines, string unit)
    {
        if (loss is null) return (0, null);
        if (loss.Basis == EconomicBasis.LostIncome)
        {
            var factor = lines.Ratio("economic-annuity", new("Annuity factor", "年金现值系数"), Annuity.Factor(loss.DiscountRate!.Value, loss.Years!.Value), $"(P/A, {loss.DiscountRate}, {Problems.Invariant(loss.Years.Value)})");
            return (lines.Amount("economic", new("Economic loss", "经济性贬值"), loss.LostPerYear!.Value * (1 - loss.TaxRate!.Value) * factor, unit,
                $"{loss.LostPerYear} * (1 - {loss.TaxRate}) * {WorkedLines.Show(factor)}"), null);
        }

        var kept = (loss.Actual!.Value / loss.Design!.Value).Pow(loss.Exponent!.Value, GridFactors.PowerDigits);
        var share = lines.Ratio("economic-share", new("Share of lost capacity", "经济性贬值率"), 1 - kept, $"1 - ({loss.Actual}/{loss.Design})^{loss.Exponent}");
        var of = loss.Of == EconomicShareOf.ReplacementCost ? cost : remaining;
        return (lines.Amount("economic", new("Economic loss", "经济性贬值"), of * share, unit, $"{WorkedLines.Show(of)} * {WorkedLines.Show(share)}"), share);
    }
}
