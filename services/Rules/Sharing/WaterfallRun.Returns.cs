namespace Ledger.Rules;

/// <summary>Preferred return, return of contribution and catch-up.</summary>
internal sealed partial class WaterfallRun
{
    // Of a party's movements so many stand in a line's formula; beyond, their number.
    private const int MovementsShown = 12;

    private readonly Dictionary<DateOnly, Rational> fractions = [];
    private readonly Dictionary<DateOnly, Rational> growths = [];
    private ILookup<string, DatedContribution>? paidIn;
    private ILookup<string, DatedContribution>? paidBack;
    private Money preferredPaid = null!;
    private IReadOnlyDictionary<string, Money> preferredPer = new Dictionary<string, Money>();

    private ILookup<string, DatedContribution> PaidIn => paidIn ??= (input.Contributions ?? []).ToLookup(movement => movement.Party, StringComparer.Ordinal);

    private ILookup<string, DatedContribution> PaidBack => paidBack ??= (input.Repayments ?? []).ToLookup(movement => movement.Party, StringComparer.Ordinal);

    private TierFigures ServePreferred(PreferredReturnTier tier)
    {
        if (tier.Accrual is { } accrual)
        {
            var fraction = Fraction(accrual.DayCount, input.Period!.From);
            steps.Add("preferred-return/period/years", new("Years of the period", "期间折合年数"), fraction,
                note: new($"Day count {KebabCase.Name(accrual.DayCount)}, both ends included.", $"计日规则“{KebabCase.Name(accrual.DayCount)}”，首尾两日均计入。"));
        }

        var owed = Everybody();
        var formulas = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var party in input.Participants)
        {
            var (exact, formula) = tier.Accrual is { } how ? Accrued(tier.Rate, how, party) : OneYear(tier.Rate, party);
            var arrears = carried.Arrears?.GetValueOrDefault(party) ?? Zero;
            owed[party] = Round(exact) + arrears;
            formulas[party] = arrears.IsZero ? formula : $"{formula} + {arrears.Amount}";
        }

        var figures = ServeOwed(tier.Kind, owed, party => new($"Preferred return of {party}", $"{party} 的优先回报"), party => formulas[party], Rounded,
            new("Preferred return", "优先回报"), total => new($"Not enough for {total.Amount}: pro rata, the rest is in arrears.", $"不足以支付{total.Amount}：按比例支付，其余记为欠付。"));
        preferredPaid = figures.Amount;
        preferredPer = figures.Payments;
        return figures;
    }

    private TierFigures ServeReturn(ReturnOfContributionTier tier)
    {
        var owed = Everybody();
        foreach (var party in input.Participants) owed[party] = tier.Basis == ContributionBasis.AcceptedValue ? Outstanding(party) : Balance(party);
        var figures = ServeOwed(tier.Kind, owed, party => new($"Contribution returned to {party}", $"返还 {party} 的出资"), party => owed[party].Amount, null,
            new("Contributions returned", "返还出资"), total => new($"Not enough for {total.Amount}: pro rata.", $"不足以支付{total.Amount}：按比例支付。"));
        if (tier.Basis == ContributionBasis.AcceptedValue)
        {
            foreach (var (party, paid) in figures.Payments.Where(entry => !entry.Value.IsZero))
                returned[party] = (returned.GetValueOrDefault(party) ?? Zero) + paid;
        }

        return figures;
    }

    private TierFigures ServeOwed(
        string line, SortedDictionary<string, Money> owed, Func<string, Text> name, Func<string, string> formula, Text? note, Text sumName, Func<Money, Text> tooLittle)
    {
        var total = Money.Sum(owed.Values, input.Currency);
        var amount = Money.Min(total, left);
        var enough = amount == total;
        var split = LargestRemainder.Split(amount, Weights(owed));
        steps.Left(line, split);
        foreach (var (party, paid) in split.Amounts)
            steps.Add($"{line}/{party}", name(party), paid, enough ? formula(party) : $"{amount.Amount} * {owed[party].Amount} / {total.Amount}", note);
        steps.Add(line, sumName, amount, note: enough ? null : tooLittle(total));
        var unpaid = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (party, paid) in split.Amounts.Where(entry => entry.Value < owed[entry.Key])) unpaid[party] = owed[party] - paid;
        return new TierFigures(line, left, amount, split.Amounts, unpaid);
    }

    // With s the share, r the rate and P the preferred return paid, the receivers get r * u of u units until r * u = s * (P + u);
    // the other (1 - r) * u go beside them to those who had the preferred return.
    private TierFigures ServeCatchUp(CatchUpTier tier)
    {
        var own = Round(tier.Rate * tier.Share * preferredPaid.Value / (tier.Rate - tier.Share));
        var beside = Round(own.Value * (Rational.One - tier.Rate) / tier.Rate);
        steps.Add("catch-up/amount/own", new("Catch-up of the receivers", "收款方应追补额"), own,
            $"{tier.Rate} * {tier.Share} * {preferredPaid.Amount} / ({tier.Rate} - {tier.Share})", Rounded);
        steps.Add("catch-up/amount/beside", new("Beside it, to those with a preferred return", "同时支付优先回报方"), beside, $"{own.Amount} * (1 - {tier.Rate}) / {tier.Rate}", Rounded);
        var ownSplit = LargestRemainder.Split(own, tier.To);
        var besideSplit = LargestRemainder.Split(beside, Weights(preferredPer));
        steps.Left("catch-up/amount/own", ownSplit);
        steps.Left("catch-up/amount/beside", besideSplit);

        var owed = Everybody();
        foreach (var (party, amount) in ownSplit.Amounts) owed[party] += amount;
        foreach (var (party, amount) in besideSplit.Amounts) owed[party] += amount;
        foreach (var (party, amount) in carried.CatchUp ?? new Dictionary<string, Money>()) owed[party] += amount;
        return ServeOwed(tier.Kind, owed, party => new($"Catch-up: {party}", $"追补：{party}"), party => owed[party].Amount, null,
            new("Catch-up", "追补"), total => new($"Not enough for {total.Amount}: pro rata, the rest is carried forward.", $"不足以支付{total.Amount}：按比例支付，其余结转。"));
    }

    private (Rational Exact, string Formula) OneYear(Rational rate, string party)
    {
        var on = Outstanding(party);
        return (rate * on.Value, $"{rate} * {on.Amount}");
    }

    private (Rational Exact, string Formula) Accrued(Rational rate, Accrual accrual, string party)
    {
        var compound = accrual.Method == AccrualMethod.Compound;
        var start = input.Period!.From;
        Rational exact;
        string formula;
        if (accrual.Basis == ContributionBasis.AcceptedValue)
        {
            var on = Outstanding(party);
            exact = on.Value * Earned(rate, accrual, start);
            formula = Line(on.Amount);
        }
        else
        {
            (exact, formula) = OnMovements(rate, accrual, party);
        }

        if (!compound || carried.Arrears?.GetValueOrDefault(party) is not { IsZero: false } arrears) return (exact, formula);
        return (exact + (arrears.Value * Earned(rate, accrual, start)), $"{formula} + {Line(arrears.Amount)}");

        string Line(string amount) => compound ? $"{amount} * ((1 + {rate})^({Fraction(accrual.DayCount, start)}) - 1)" : $"{rate} * {amount} * {Fraction(accrual.DayCount, start)}";
    }

    private (Rational Exact, string Formula) OnMovements(Rational rate, Accrual accrual, string party)
    {
        // Whole units per day first: there are far fewer days than movements.
        var perDay = new SortedDictionary<DateOnly, long>();
        foreach (var movement in PaidIn[party]) perDay[First(movement.On)] = checked(perDay.GetValueOrDefault(First(movement.On)) + movement.Amount.Minor);
        foreach (var movement in PaidBack[party]) perDay[First(movement.On)] = checked(perDay.GetValueOrDefault(First(movement.On)) - movement.Amount.Minor);
        var sum = Rational.Zero;
        foreach (var (day, minor) in perDay) sum += minor * Earned(rate, accrual, day);
        var exact = sum / Rational.Power(10, input.Currency.MinorDigits);
        if (perDay.Count > MovementsShown) return (exact, $"({Problems.Invariant(perDay.Count)} dated balances)");
        var parts = perDay.Select(entry => new Money(entry.Value, input.Currency).Amount).Zip(perDay.Keys, (amount, day) => accrual.Method == AccrualMethod.Compound
            ? $"{amount} * ((1 + {rate})^({Fraction(accrual.DayCount, day)}) - 1)"
            : $"{rate} * {amount} * {Fraction(accrual.DayCount, day)}");
        return (exact, string.Join(" + ", parts.DefaultIfEmpty("0")));
    }

    // What came before the period earned its return in earlier periods: it counts from the first day of this one.
    private DateOnly First(DateOnly day) => day < input.Period!.From ? input.Period.From : day;

    /// <summary>What one unit of money earns from a day to the end of the period, exact for simple returns and whole years.</summary>
    private Rational Earned(Rational rate, Accrual accrual, DateOnly from)
    {
        if (accrual.Method == AccrualMethod.Simple) return rate * Fraction(accrual.DayCount, from);
        if (growths.TryGetValue(from, out var known)) return known - Rational.One;
        var growth = YearFraction.Of(from, input.Period!.To.AddDays(1), accrual.DayCount).Growth(rate);
        growths[from] = growth;
        return growth - Rational.One;
    }

    private Rational Fraction(DayCount dayCount, DateOnly from)
    {
        if (fractions.TryGetValue(from, out var known)) return known;
        return fractions[from] = YearFraction.Of(from, input.Period!.To.AddDays(1), dayCount).Years;
    }

    // What this distribution returns was in until its end: it has earned its return for the whole period.
    private Money Outstanding(string party) => Accepted(party) - (carried.Returned?.GetValueOrDefault(party) ?? Zero);

    private Money Balance(string party) =>
        Money.Sum(PaidIn[party].Select(movement => movement.Amount), input.Currency) - Money.Sum(PaidBack[party].Select(movement => movement.Amount), input.Currency);
}
