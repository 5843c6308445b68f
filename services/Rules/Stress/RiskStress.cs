namespace Ledger.Rules;

/// <summary>
/// Tries many periods of the risk register against the reserve: in each, every risk strikes or not, a strike costs an amount of
/// the triangular distribution between least, likely and most, the retention stays with the sufferers, and the reserve pays what
/// it has within its limit; the rest is left to the parties. Whole numbers only, from a published generator: the same inputs give
/// the same bytes on every machine. Sources: Steele, Lea and Flood 2014 (SplitMix64); the triangular distribution by inversion;
/// domain rules, section 5 (risk register, reserve).
/// </summary>
public static class RiskStress
{
    /// <summary>Parts of one in which a likelihood is drawn.</summary>
    internal const int Parts = 1_000_000;

    private const string GeneratorName = "SplitMix64";
    private const int SeverityBits = 24;
    private const long MostMinor = 1_000_000_000_000_000;
    private static readonly int[] Percentiles = [5, 50, 75, 90, 95, 99];

    public static Method<StressInput, StressFigures> Method { get; } = new("risk.stress", 1, MethodPurpose.Analysis,
        new("Stress of the risk reserve by seeded trials", "风险准备金定种压力测试"), StressReader.Read, Try);

    /// <summary>Tries the periods.</summary>
    /// <returns>Figures; or stress.too-many-draws, stress.not-ordered, stress.likelihood-over-precise, input.*, money.*.</returns>
    public static Outcome<StressFigures> Try(StressInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        return checks.Failed ? checks.Refuse<StressFigures>() : new Run(input).All();
    }

    private static void Check(Checks checks, StressInput input)
    {
        checks.Within("seed", input.Seed, 0, int.MaxValue);
        checks.Within("trials", input.Trials, 1, RuleLimits.StressTrials);
        checks.NotNegative("retention", input.Retention);
        checks.NotNegative("reserve.opening", input.Reserve.Opening);
        checks.NotNegative("reserve.funding", input.Reserve.Funding);
        checks.NotNegative("reserve.limit", input.Reserve.Limit);
        checks.That(input.Risks.Count > 0, () => Problems.Empty("risks"));
        for (var i = 0; i < input.Risks.Count; i++) CheckRisk(checks, input, i);
        var draws = input.Risks.Sum(risk => (long)risk.Strikes) * input.Trials;
        checks.That(draws <= RuleLimits.StressDraws, () => new InputRejection("stress.too-many-draws",
            new($"Trials times possible strikes may be at most {Problems.Invariant(RuleLimits.StressDraws)}.", $"试验次数与可能发生次数之积不得超过{Problems.Invariant(RuleLimits.StressDraws)}。"))
            { Field = "trials", Value = Problems.Invariant(input.Trials) });
    }

    private static void CheckRisk(Checks checks, StressInput input, int index)
    {
        var risk = input.Risks[index];
        var here = JsonPath.Item("risks", index);
        checks.That(!input.Risks.Take(index).Any(earlier => earlier.Id == risk.Id), () => Problems.Duplicate($"{here}.id", risk.Id));
        checks.Within($"{here}.likelihood", risk.Likelihood, 0, 1);
        checks.That((risk.Likelihood * Parts).IsWhole, () => new InputRejection("stress.likelihood-over-precise",
            new($"The likelihood {risk.Likelihood} has more than six decimal places.", $"可能性{risk.Likelihood}的小数位数超过六位。")) { Field = $"{here}.likelihood", Value = risk.Likelihood.ToString() });
        checks.Within($"{here}.strikes", risk.Strikes, 1, RuleLimits.StressStrikes);
        checks.NotNegative($"{here}.least", risk.Least);
        checks.That(risk.Least <= risk.Likely && risk.Likely <= risk.Most, () => new InputRejection("stress.not-ordered",
            new($"The likely loss {risk.Likely.Amount} does not lie between {risk.Least.Amount} and {risk.Most.Amount}.", $"最可能损失{risk.Likely.Amount}不在{risk.Least.Amount}与{risk.Most.Amount}之间。"))
            { Field = $"{here}.likely", Value = risk.Likely.Amount });
        checks.That(risk.Most.Minor <= MostMinor, () => Problems.AmountTooLarge($"{here}.most", risk.Most.Amount));
    }

    /// <summary>A loss of the triangular distribution: by inversion, the square root rounded down.</summary>
    internal static long Severity(SplitMix64 generator, long least, long likely, long most)
    {
        if (most == least) return least;
        const uint one = 1u << SeverityBits;
        var drawn = (uint)(generator.Next() >> (64 - SeverityBits));
        var width = (UInt128)(most - least);
        var rise = (UInt128)(likely - least);
        var fall = (UInt128)(most - likely);
        return drawn * width < rise * one
            ? least + (long)Root(drawn * width * rise / one)
            : most - (long)Root((one - drawn) * width * fall / one);
    }

    private static UInt128 Root(UInt128 square)
    {
        if (square < 2) return square;
        var root = UInt128.One << ((129 - (int)UInt128.LeadingZeroCount(square)) / 2);
        while (true)
        {
            var next = (root + (square / root)) / 2;
            if (next >= root) return root;
            root = next;
        }
    }

    private sealed class Run(StressInput input)
    {
        private readonly long[] losses = new long[input.Trials];
        private readonly long[] retained = new long[input.Trials];
        private readonly long[] paid = new long[input.Trials];
        private readonly long[] parties = new long[input.Trials];
        private readonly int[] strikes = new int[input.Risks.Count];
        private readonly UInt128[] cost = new UInt128[input.Risks.Count];

        public StressFigures All()
        {
            var generator = new SplitMix64((ulong)input.Seed);
            var holds = (input.Reserve.Opening + input.Reserve.Funding).Minor;
            var available = Math.Min(holds, input.Reserve.Limit.Minor);
            var chances = input.Risks.Select(risk => (int)(risk.Likelihood * Parts).Numerator).ToArray();
            for (var trial = 0; trial < input.Trials; trial++) One(generator, trial, available, chances);

            var closing = paid.Select(amount => holds - amount).ToArray();
            var exhausted = parties.Count(amount => amount > 0);
            var chance = new Rational(exhausted, input.Trials);
            var bins = Bins();
            var shares = input.Risks.Select((risk, i) => new StressedShare(risk.Id, strikes[i], Mean(cost[i]))).ToList();
            var (loss, kept, pays, rest, end) = (Spread(losses), Spread(retained), Spread(paid), Spread(parties), Spread(closing));
            return new StressFigures(GeneratorName, input.Seed, input.Trials, loss, kept, pays, rest, end, exhausted, chance, bins, shares)
            {
                Steps = Lines(loss, pays, rest, end, chance).Lines,
            };
        }

        private void One(SplitMix64 generator, int trial, long available, int[] chances)
        {
            var left = available;
            for (var i = 0; i < chances.Length; i++)
            {
                var risk = input.Risks[i];
                for (var strike = 0; strike < risk.Strikes; strike++)
                {
                    if (generator.Below(Parts) >= chances[i]) continue;
                    var loss = Severity(generator, risk.Least.Minor, risk.Likely.Minor, risk.Most.Minor);
                    var own = Math.Min(loss, input.Retention.Minor);
                    var byReserve = Math.Min(loss - own, left);
                    left -= byReserve;
                    strikes[i]++;
                    cost[i] += (UInt128)loss;
                    losses[trial] += loss;
                    retained[trial] += own;
                    paid[trial] += byReserve;
                    parties[trial] += loss - own - byReserve;
                }
            }
        }

        private StressSpread Spread(long[] amounts)
        {
            var sorted = amounts.Order().ToArray();
            var at = Percentiles.Select(percent => Of(sorted[((percent * sorted.Length) + 99) / 100 - 1])).ToArray();
            var sum = amounts.Aggregate(UInt128.Zero, (total, amount) => total + (UInt128)amount);
            return new StressSpread(Mean(sum), Of(sorted[0]), at[0], at[1], at[2], at[3], at[4], at[5], Of(sorted[^1]));
        }

        private List<StressBin> Bins()
        {
            var width = Math.Max(1, (losses.Max() / RuleLimits.StressBins) + 1);
            var counts = new int[RuleLimits.StressBins];
            foreach (var loss in losses) counts[loss / width]++;
            return [.. counts.Select((count, i) => new StressBin(Of(i * width), Of(((i + 1) * width) - 1), count))];
        }

        private Steps Lines(StressSpread loss, StressSpread pays, StressSpread rest, StressSpread end, Rational chance)
        {
            var steps = new Steps();
            steps.Say("generator", new("Random numbers by", "随机数由此生成"), GeneratorName, new(
                $"Seed {Problems.Invariant(input.Seed)}, {Problems.Invariant(input.Trials)} trials; the same inputs give the same bytes everywhere.",
                $"种子{Problems.Invariant(input.Seed)}，{Problems.Invariant(input.Trials)}次试验；相同输入在任何机器上逐字节相同。"));
            foreach (var (id, name, spread) in new (string, Text, StressSpread)[]
            {
                ("loss", new("All losses", "全部损失"), loss), ("reserve-pays", new("Paid by the reserve", "准备金支付"), pays),
                ("parties", new("Left to the parties", "由各方分担"), rest), ("closing", new("Reserve at the end", "期末准备金"), end),
            })
            {
                steps.Add($"{id}/mean", new($"{name.En}, mean", $"{name.Zh}，均值"), spread.Mean);
                steps.Add($"{id}/p50", new($"{name.En}, median", $"{name.Zh}，中位数"), spread.P50);
                steps.Add($"{id}/p95", new($"{name.En}, 95th percentile", $"{name.Zh}，第95百分位"), spread.P95);
            }

            steps.Add("chance-exhausted", new("Share of trials that leave something to the parties", "需由各方分担的试验比例"), chance);
            return steps;
        }

        private Money Mean(UInt128 sum) => Of((long)(((2 * sum) + (UInt128)input.Trials) / (UInt128)(2L * input.Trials)));

        private Money Of(long minor) => new(minor, input.Currency);
    }
}
