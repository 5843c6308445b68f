namespace Ledger.Rules;

/// <summary>One tier of a promote.</summary>
/// <param name="UpTo">Annual return to which the capital is served in this tier; null for the last tier, which takes the rest.</param>
/// <param name="Share">The sponsor's promote of this tier: 0 to 1, below 1 unless it is the last.</param>
public sealed record PromoteTier(Rational? UpTo, Rational Share);

/// <summary>Inputs of <see cref="Promote"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Sponsor">Who gets the promote; it may have capital in too.</param>
/// <param name="Capital">Per party: what it put in at the start; at least 0, not all 0.</param>
/// <param name="Years">From the start to the distribution; at least 0.</param>
/// <param name="Cash">Distributed; at least 0.</param>
/// <param name="Tiers">Rising hurdles; the last without one.</param>
public sealed record PromoteInput(
    Currency Currency, string Sponsor, IReadOnlyDictionary<string, Money> Capital, Rational Years, Money Cash, IReadOnlyList<PromoteTier> Tiers);

/// <summary>One tier as it was served.</summary>
/// <param name="UpTo">Its hurdle; null for the last.</param>
/// <param name="Amount">Cash of this tier.</param>
/// <param name="Promote">Of it, to the sponsor.</param>
/// <param name="ToCapital">Of it, to the capital, per party.</param>
public sealed record PromoteTierFigures(Rational? UpTo, Money Amount, Money Promote, IReadOnlyDictionary<string, Money> ToCapital);

/// <summary>Figures of <see cref="Promote"/>.</summary>
/// <param name="Cash">Distributed.</param>
/// <param name="Promote">The sponsor's promote in all tiers.</param>
/// <param name="Shares">Per party, the promote included; sums to the cash.</param>
/// <param name="Tiers">In order.</param>
public sealed record PromoteFigures(Money Cash, Money Promote, IReadOnlyDictionary<string, Money> Shares, IReadOnlyList<PromoteTierFigures> Tiers) : Figures;

/// <summary>
/// Joint-venture promote: cash goes to the capital until it has earned a hurdle (compound, a year), then partly to the sponsor as
/// promote until the next hurdle, and so on. Within the capital, pro rata. One payment in at the start, one distribution; where
/// payments lie between, use the waterfall's preferred return on dated contributions. Source: distribution waterfalls of
/// real-estate joint ventures.
/// </summary>
public static class Promote
{
    public static Method<PromoteInput, PromoteFigures> Method { get; } = new("jv.promote", 1, MethodPurpose.Sharing,
        new("Promote over return hurdles", "超额收益分成（Promote）"), Read, Distribute);

    /// <summary>Distributes.</summary>
    /// <returns>
    /// Figures; or jv.hurdles-not-ordered, jv.last-tier-open, jv.unreachable-tier, jv.no-capital, input.out-of-range, input.empty,
    /// money.negative.
    /// </returns>
    public static Outcome<PromoteFigures> Distribute(PromoteInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<PromoteFigures>();

        var steps = new Steps();
        var zero = Money.Zero(input.Currency);
        var capital = Money.Sum(input.Capital.Values, input.Currency);
        var weights = input.Capital.ToDictionary(entry => entry.Key, entry => entry.Value.Value, StringComparer.Ordinal);
        steps.Add("capital", new("Capital", "资本合计"), capital);
        var shares = new SortedDictionary<string, Money>(StringComparer.Ordinal) { [input.Sponsor] = zero };
        foreach (var party in input.Capital.Keys) shares[party] = zero;
        var (left, served, promote) = (input.Cash, zero, zero);
        var tiers = new List<PromoteTierFigures>();
        for (var i = 0; i < input.Tiers.Count; i++)
        {
            var tier = input.Tiers[i];
            var line = $"tier/{Problems.Invariant(i + 1)}";
            var (amount, own) = tier.UpTo is { } hurdle ? Upto(line, hurdle) : (left, LargestRemainder.Split(left, Sides(tier.Share)).Amounts["sponsor"]);
            var split = LargestRemainder.Split(amount - own, weights);
            steps.Left(line, split);
            steps.Add(line, new($"Tier {Problems.Invariant(i + 1)}", $"第{Problems.Invariant(i + 1)}层"), amount);
            steps.Add($"{line}/promote", new("Promote of the tier", "本层超额分成"), own, $"{tier.Share} * {amount.Amount}");
            foreach (var (party, part) in split.Amounts)
            {
                shares[party] += part;
                steps.Add($"{line}/capital/{party}", new($"To the capital of {party}", $"{party} 资本所得"), part);
            }

            shares[input.Sponsor] += own;
            (left, served, promote) = (left - amount, served + amount - own, promote + own);
            tiers.Add(new PromoteTierFigures(tier.UpTo, amount, own, split.Amounts));

            (Money Amount, Money Own) Upto(string at, Rational rate)
            {
                var target = Money.FromRational(capital.Value * (Rational.One + rate).Pow(input.Years, RuleLimits.PowerDigits), input.Currency, Rounding.HalfUp);
                var need = Money.Max(target - served, zero);
                steps.Add($"{at}/need", new($"Capital's need up to {rate} a year", $"资本达到年回报{rate}所需"), need, $"{capital.Amount} * (1 + {rate})^{input.Years} - {served.Amount}");
                var whole = Money.FromRational(need.Value / (Rational.One - tier.Share), input.Currency, Rounding.HalfUp);
                return whole <= left ? (whole, whole - need) : (left, LargestRemainder.Split(left, Sides(tier.Share)).Amounts["sponsor"]);
            }
        }

        foreach (var (party, share) in shares) steps.Add($"total/{party}", new($"Share of {party}", $"{party} 合计"), share);
        if (Money.Sum(shares.Values, input.Currency) != input.Cash) throw new InvalidOperationException("The shares do not sum to the cash.");
        return new PromoteFigures(input.Cash, promote, shares, tiers) { Steps = steps.Lines, Residual = steps.Residual };
    }

    private static Dictionary<string, Rational> Sides(Rational share) =>
        new(StringComparer.Ordinal) { ["capital"] = Rational.One - share, ["sponsor"] = share };

    private static void Check(Checks checks, PromoteInput input)
    {
        checks.NotNegative("cash", input.Cash);
        foreach (var (party, amount) in input.Capital) checks.NotNegative($"capital.{party}", amount);
        checks.That(input.Capital.Values.Any(amount => amount.Sign > 0), () => new InputRejection("jv.no-capital",
            new("Nobody put capital in, so there is nothing a hurdle could be measured by.", "无人出资，无从衡量回报门槛。")).At("capital"));
        checks.Within("years", input.Years, 0, RuleLimits.ForecastYears);
        checks.That(input.Years.Denominator <= RuleLimits.ExponentDenominator, () =>
            Problems.OutOfRange("years", input.Years.ToString(), "0", $"{Problems.Invariant(RuleLimits.ForecastYears)}, in parts of at most 1/{Problems.Invariant(RuleLimits.ExponentDenominator)}"));
        checks.That(input.Tiers.Count > 0, () => Problems.Empty("tiers"));
        for (var i = 0; i < input.Tiers.Count; i++)
        {
            var tier = input.Tiers[i];
            var last = i == input.Tiers.Count - 1;
            var here = JsonPath.Item("tiers", i);
            checks.Within($"{here}.share", tier.Share, 0, 1);
            if (tier.UpTo is { } rate) checks.Within($"{here}.upTo", rate, 0, 1);
            checks.That(last || tier.UpTo is not null && tier.Share < Rational.One, () => new InputRejection("jv.unreachable-tier",
                new("This tier takes all the rest, so the tiers after it are never reached.", "本层取走全部余额，其后层级永远分不到钱。")).At(here));
            checks.That(!last || tier.UpTo is null, () => new InputRejection("jv.last-tier-open",
                new("The last tier has a hurdle: cash beyond it would belong to nobody.", "最后一层设有门槛：超出部分无人可得。")).At($"{here}.upTo"));
            checks.That(i == 0 || tier.UpTo is not { } own || input.Tiers[i - 1].UpTo is not { } before || own > before, () => new InputRejection("jv.hurdles-not-ordered",
                new("The hurdles must rise from tier to tier.", "各层门槛应逐层递增。")) { Field = $"{here}.upTo", Value = tier.UpTo?.ToString() });
        }
    }

    private static PromoteInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var sponsor = inputs.Identifier("sponsor");
        var capital = inputs.Amounts("capital", currency);
        var years = inputs.Number("years");
        var cash = inputs.Amount("cash", currency);
        var tiers = new List<PromoteTier>();
        foreach (var entry in inputs.Objects("tiers", RuleLimits.Tiers))
        {
            var upTo = entry.OptionalNumber("upTo");
            var share = entry.Number("share");
            entry.Close();
            if (share is { } part) tiers.Add(new PromoteTier(upTo, part));
        }

        return currency is not null && sponsor is not null && years is { } span && cash is not null
            ? new PromoteInput(currency, sponsor, capital, span, cash, tiers)
            : null;
    }
}
