namespace Ledger.Rules;

/// <summary>
/// Credit of enterprises in the list of industry-education integration against the two education surcharges: rate x qualifying
/// investment, what is not used is carried forward without end. A withdrawal or share transfer makes the base smaller or
/// negative; what then goes beyond the carried credit was taken before and is shown as repayable, apart from the form, whose
/// carry stops at 0. An appraised value is never in the base: it is listed apart. Source: 财税〔2019〕46号 article 3; form of
/// 税务总局公告2019年第24号, lines 5 to 7; golden case T0. It computes; it grants nothing.
/// </summary>
public static class TaxCredit
{
    private static readonly Rational EducationWeight = 3;
    private static readonly Rational LocalWeight = 2;

    public static Method<TaxCreditInput, TaxCreditFigures> Method { get; } = new("incentive.tax-credit", 1, MethodPurpose.Incentive,
        new("Education surcharge credit", "教育费附加抵免"), TaxCreditReader.Read, Compute);

    /// <summary>Computes the credit of one period.</summary>
    /// <returns>
    /// Figures; or credit.not-listed, credit.outside-period, credit.category-ask, credit.category-unknown, credit.invoice-twice,
    /// credit.member-not-in-group, credit.member-without-payment, credit.split-above-due, credit.split-above-credit, input.*, money.*.
    /// </returns>
    public static Outcome<TaxCreditFigures> Compute(TaxCreditInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        TaxCreditChecks.Check(checks, input);
        if (checks.Failed) return checks.Refuse<TaxCreditFigures>();

        var currency = input.Currency;
        var zero = Money.Zero(currency);
        var steps = new Steps();
        var counted = input.Items.Where(Counts).ToList();
        foreach (var item in counted) steps.Add($"item/{item.Id}", new($"Qualifying: {item.Id}", $"计入：{item.Id}"), item.Amount);
        List<ExcludedItem> excluded = [.. input.Items.Except(counted).Select(Excluded)];
        foreach (var item in excluded)
            steps.Add($"excluded/{item.Id}", new($"Shown apart: {item.Id}", $"另列：{item.Id}"), item.Amount, note: new(item.Code, item.Code));

        var invested = Money.Sum(counted.Select(item => item.Amount), currency);
        var reduced = Money.Sum(input.ShareTransfers.Concat(input.Withdrawals).Select(entry => entry.Amount), currency);
        steps.Add("new-investment", new("Qualifying investment", "当期符合条件投资额"), invested);
        steps.Add("reductions", new("Share transfers and withdrawals", "股权转让与撤回投资"), reduced);
        var basis = invested - reduced;
        steps.Add("base", new("New investment of the period (form line 5)", "当期新增投资额（第5栏）"), basis, $"{invested.Amount} - {reduced.Amount}");
        steps.Add("carried", new("Credit carried in (form line 6)", "上期留抵可抵免金额（第6栏）"), input.Carried);

        var made = Money.FromRational(basis.Value * input.Rate, currency, Rounding.HalfUp);
        var standing = made + input.Carried;
        var available = Money.Max(standing, zero);
        var repay = Money.Max(-standing, zero);
        steps.Add("available", new("Credit available", "可抵免金额"), available, $"max(0, {basis.Amount} * {input.Rate} + {input.Carried.Amount})");
        if (!repay.IsZero)
        {
            steps.Add("repay", new("Credit taken before, to be repaid", "应补缴的已抵免金额"), repay, $"-({made.Amount} + {input.Carried.Amount})",
                new("Shown apart: the form's carry stops at 0.", "单独列示：表内结转额最低为零。"));
        }

        var due = input.Due.Education + input.Due.Local;
        var credit = Money.Min(available, due);
        steps.Add("credit", new("Credit used", "本期抵免"), credit, $"min({available.Amount}, {due.Amount})");
        if (Split(input, credit, steps) is not ({ } education, { } local)) return SplitRefused(input, credit);
        steps.Add("credit/education", new("Against the education surcharge", "抵免教育费附加"), education);
        steps.Add("credit/local", new("Against the local education surcharge", "抵免地方教育附加"), local);
        var used = education + local;
        var forward = available - used;
        steps.Add("carried-forward", new("Carried forward (form line 7)", "结转下期可抵免金额（第7栏）"), forward, $"{available.Amount} - {used.Amount}");
        return new TaxCreditFigures(invested, basis, input.Carried, available, used, education, local, due - used, forward, repay, excluded)
            { Steps = steps.Lines, Residual = steps.Residual };

        bool Counts(CreditItem item) => item.Basis == CreditBasis.Spending && input.Categories[item.Category] == CreditTreatment.Eligible;
    }

    private static ExcludedItem Excluded(CreditItem item) =>
        new(item.Id, item.Amount, item.Basis == CreditBasis.AppraisedValue ? "credit.appraised-value" : "credit.not-eligible");

    private static (Money? Education, Money? Local) Split(TaxCreditInput input, Money credit, Steps steps)
    {
        if (input.Split is { } stated)
            return SplitFault(input, stated, credit) is null ? (stated.Education, stated.Local) : (null, null);

        // 3:2, the surcharges' own rates; what one of them has no room for (a halving, an exemption) goes to the other one.
        var weights = new Dictionary<string, Rational>(StringComparer.Ordinal) { ["education"] = EducationWeight, ["local"] = LocalWeight };
        var room = new Dictionary<string, Rational>(StringComparer.Ordinal) { ["education"] = input.Due.Education.Value, ["local"] = input.Due.Local.Value };
        var fill = WaterFill.Divide(credit.Value, weights, room);
        var split = LargestRemainder.Split(credit, fill.Amounts);
        steps.Left("credit", split);
        return (split.Amounts["education"], split.Amounts["local"]);
    }

    private static InputRejection SplitRefused(TaxCreditInput input, Money credit) => SplitFault(input, input.Split!, credit)!;

    private static InputRejection? SplitFault(TaxCreditInput input, SurchargePair split, Money credit)
    {
        foreach (var (field, taken, due) in new[] { ("education", split.Education, input.Due.Education), ("local", split.Local, input.Due.Local) })
        {
            if (taken.Sign < 0) return Problems.NegativeAmount($"split.{field}", taken.Amount);
            if (taken > due)
            {
                return new InputRejection("credit.split-above-due",
                    new($"The credit {taken.Amount} is above the surcharge due, {due.Amount}.", $"抵免{taken.Amount}超过应缴附加{due.Amount}。")) { Field = $"split.{field}", Value = taken.Amount };
            }
        }

        var sum = split.Education + split.Local;
        return sum <= credit ? null : new InputRejection("credit.split-above-credit",
            new($"The parts sum to {sum.Amount}, above the credit of {credit.Amount}.", $"两项之和{sum.Amount}超过可抵免的{credit.Amount}。")) { Field = "split", Value = sum.Amount };
    }
}
