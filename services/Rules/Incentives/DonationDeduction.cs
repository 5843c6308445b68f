namespace Ledger.Rules;

/// <summary>Donations of an earlier year not yet deducted.</summary>
/// <param name="Year">The year of the donation.</param>
/// <param name="Left">What is left of them; at least 0.</param>
public sealed record CarriedDonation(int Year, Money Left);

/// <summary>Inputs of <see cref="DonationDeduction"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Year">Tax year.</param>
/// <param name="Profit">Annual profit, any sign: below 0 nothing can be deducted.</param>
/// <param name="Rate">Share of the profit that is deductible: 0.12; 0 to 1.</param>
/// <param name="CarryYears">Years a donation may be carried: 3.</param>
/// <param name="Donated">Public-welfare donations of the year with donation receipts; at least 0.</param>
/// <param name="Carried">Of earlier years.</param>
public sealed record DonationDeductionInput(
    Currency Currency, int Year, Rational Profit, Rational Rate, int CarryYears, Money Donated, IReadOnlyList<CarriedDonation> Carried);

/// <summary>Figures of <see cref="DonationDeduction"/>.</summary>
/// <param name="Limit">Rate x profit, at least 0.</param>
/// <param name="Deducted">Deducted this year, the oldest donations first.</param>
/// <param name="CarriedForward">Left per year for later years.</param>
/// <param name="Lapsed">Left of donations whose carry ended with this year.</param>
public sealed record DonationDeductionFigures(Money Limit, Money Deducted, IReadOnlyList<CarriedDonation> CarriedForward, Money Lapsed) : Figures;

/// <summary>
/// Deduction of public-welfare donations: at most rate x annual profit, the rest carried for the years allowed, the oldest
/// first. A donation in kind needs a receipt at market value and is a deemed sale; that is outside this rule. Source: enterprise
/// income tax law of China, article 9 (12%, three years), to be checked against the law in force before it is relied on.
/// </summary>
public static class DonationDeduction
{
    public static Method<DonationDeductionInput, DonationDeductionFigures> Method { get; } = new("incentive.donation-deduction", 1, MethodPurpose.Incentive,
        new("Deduction of donations", "公益性捐赠扣除"), Read, Compute);

    /// <summary>Computes.</summary>
    /// <returns>Figures; or donation.carry-expired, input.out-of-range, input.duplicate, money.negative.</returns>
    public static Outcome<DonationDeductionFigures> Compute(DonationDeductionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.Within("rate", input.Rate, 0, 1);
        checks.NotNegative("donated", input.Donated);
        for (var i = 0; i < input.Carried.Count; i++)
        {
            var (year, open) = input.Carried[i];
            var here = JsonPath.Item("carried", i);
            checks.NotNegative($"{here}.left", open);
            checks.That(!input.Carried.Take(i).Any(earlier => earlier.Year == year), () => Problems.Duplicate($"{here}.year", Problems.Invariant(year)));
            checks.That(year < input.Year && input.Year - year <= input.CarryYears, () => new InputRejection("donation.carry-expired",
                new($"A donation of {year} cannot be deducted in {input.Year}.", $"{year}年的捐赠不能在{input.Year}年扣除。")) { Field = $"{here}.year", Value = Problems.Invariant(year) });
        }

        if (checks.Failed) return checks.Refuse<DonationDeductionFigures>();

        var currency = input.Currency;
        var zero = Money.Zero(currency);
        var steps = new Steps();
        var limit = Money.FromRational(Rational.Max(input.Profit, 0) * input.Rate, currency, Rounding.Down);
        steps.Add("limit", new("Most deductible", "扣除限额"), limit, $"max(0, {input.Profit}) * {input.Rate}", new("A cap is rounded down.", "上限向下取整。"));
        var left = limit;
        var lapsed = zero;
        var forward = new List<CarriedDonation>();
        foreach (var (year, amount) in input.Carried.OrderBy(entry => entry.Year).Append(new CarriedDonation(input.Year, input.Donated)))
        {
            var taken = Money.Min(amount, left);
            left -= taken;
            steps.Add($"deducted/{year}", new($"Deducted of {year}", $"扣除{year}年捐赠"), taken, $"min({amount.Amount}, {(left + taken).Amount})");
            var rest = amount - taken;
            if (input.Year - year == input.CarryYears) lapsed += rest;
            else if (!rest.IsZero) forward.Add(new CarriedDonation(year, rest));
        }

        steps.Add("deducted", new("Deducted", "本年扣除"), limit - left);
        steps.Add("lapsed", new("Lapsed", "到期未扣除"), lapsed);
        return new DonationDeductionFigures(limit, limit - left, forward, lapsed) { Steps = steps.Lines };
    }

    private static DonationDeductionInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var year = inputs.Integer("year", 1900, 2999);
        var profit = inputs.Number("profit");
        var rate = inputs.Number("rate");
        var years = inputs.Integer("carryYears", 0, 20);
        var donated = inputs.Amount("donated", currency);
        var carried = new List<CarriedDonation>();
        foreach (var entry in inputs.OptionalObjects("carried"))
        {
            var from = entry.Integer("year", 1900, 2999);
            var left = entry.Amount("left", currency);
            entry.Close();
            if (from is { } when && left is not null) carried.Add(new CarriedDonation(when, left));
        }

        return currency is not null && year is { } now && profit is { } made && rate is { } share && years is { } most && donated is not null
            ? new DonationDeductionInput(currency, now, made, share, most, donated, carried)
            : null;
    }
}
