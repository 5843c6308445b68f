namespace Ledger.Rules;

/// <summary>Inputs of <see cref="CreditCap"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="EligibleCost">Cost of the project; at least 0.</param>
/// <param name="FederalShare">Share of it that the government pays; 0 to 1.</param>
/// <param name="Donated">Accepted value of donated labour, equipment and material; at least 0.</param>
public sealed record CreditCapInput(Currency Currency, Money EligibleCost, Rational FederalShare, Money Donated);

/// <summary>Figures of <see cref="CreditCap"/>.</summary>
/// <param name="Cap">The non-federal share: the most that can be credited.</param>
/// <param name="Credit">Credited: the lower of cap and donated value.</param>
/// <param name="Excess">Donated value beyond the cap, recorded but not credited.</param>
/// <param name="OpenShare">Non-federal share that the credit leaves open.</param>
public sealed record CreditCapFigures(Money Cap, Money Credit, Money Excess, Money OpenShare) : Figures;

/// <summary>
/// Cap on the credit for donated resources: at most the non-federal share, cost x (1 - federal share). Source: FEMA policy on
/// donated resources; golden case G22.
/// </summary>
public static class CreditCap
{
    public static Method<CreditCapInput, CreditCapFigures> Method { get; } = new("incentive.credit-cap", 1, MethodPurpose.Incentive,
        new("Cap on credit for donated resources", "捐赠资源抵减上限"), Read, Compute);

    /// <summary>Computes.</summary>
    /// <returns>Figures; or input.out-of-range, money.negative.</returns>
    public static Outcome<CreditCapFigures> Compute(CreditCapInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.NotNegative("eligibleCost", input.EligibleCost);
        checks.Within("federalShare", input.FederalShare, 0, 1);
        checks.NotNegative("donated", input.Donated);
        if (checks.Failed) return checks.Refuse<CreditCapFigures>();

        var steps = new Steps();
        var cap = Money.FromRational(input.EligibleCost.Value * (1 - input.FederalShare), input.Currency, Rounding.Down);
        steps.Add("cap", new("Non-federal share, the cap", "非联邦份额（上限）"), cap, $"{input.EligibleCost.Amount} * (1 - {input.FederalShare})", new("A cap is rounded down.", "上限向下取整。"));
        var credit = Money.Min(input.Donated, cap);
        steps.Add("credit", new("Credit", "抵减额"), credit, $"min({input.Donated.Amount}, {cap.Amount})");
        var excess = input.Donated - credit;
        steps.Add("excess", new("Donated beyond the cap", "超出上限部分"), excess, $"{input.Donated.Amount} - {credit.Amount}");
        return new CreditCapFigures(cap, credit, excess, cap - credit) { Steps = steps.Lines };
    }

    private static CreditCapInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var cost = inputs.Amount("eligibleCost", currency);
        var share = inputs.Number("federalShare");
        var donated = inputs.Amount("donated", currency);
        return currency is not null && cost is not null && share is { } federal && donated is not null ? new CreditCapInput(currency, cost, federal, donated) : null;
    }
}
