using System.Globalization;
using System.Numerics;

namespace Ledger.Rules;

/// <summary>How a sample is drawn.</summary>
public enum SamplePlan
{
    /// <summary>Each money unit equally likely: large items more likely; systematic, from a random start.</summary>
    MonetaryUnit,

    /// <summary>Each item equally likely, none twice.</summary>
    Random,

    /// <summary>Each item of a stratum equally likely; strata by amount, each with a size of its own.</summary>
    Stratified,
}

/// <summary>A stratum of a stratified sample.</summary>
/// <param name="From">Smallest amount in it; the next stratum's is larger.</param>
/// <param name="Size">How many of it are drawn; all when it has no more.</param>
public sealed record SampleStratum(Money From, int Size);

/// <summary>Inputs of <see cref="AuditSample"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Plan">How it is drawn.</param>
/// <param name="Seed">1 to 16 lower-case hex digits; fixed before the population was known, or by somebody who cannot know it.</param>
/// <param name="Size">How many are drawn, money units or items; not with strata.</param>
/// <param name="Items">The population, in any order: it is put into the order of ids.</param>
/// <param name="Strata">Of a stratified sample, amounts ascending, the first from zero.</param>
public sealed record AuditSampleInput(
    Currency Currency, SamplePlan Plan, string Seed, int? Size, IReadOnlyList<AuditItem> Items, IReadOnlyList<SampleStratum> Strata);

/// <summary>One drawn item.</summary>
/// <param name="Id">The item.</param>
/// <param name="Amount">Its book amount.</param>
/// <param name="Hits">Money units drawn within it; 1 for other plans.</param>
/// <param name="Stratum">Number of its stratum, from 1; 1 for other plans.</param>
public sealed record DrawnItem(string Id, Money Amount, int Hits, int Stratum);

/// <summary>Figures of <see cref="AuditSample"/>.</summary>
/// <param name="Count">Items of the population.</param>
/// <param name="Total">Their amounts together: the control total.</param>
/// <param name="Interval">Money units for each one drawn, to the whole unit half-up; null for other plans.</param>
/// <param name="Drawn">What was drawn, in the order of ids.</param>
public sealed record AuditSampleFigures(int Count, Money Total, Money? Interval, IReadOnlyList<DrawnItem> Drawn) : Figures;

/// <summary>
/// Draws an audit sample that anybody can draw again: SplitMix64 from the seed, over the population in the ordinal order of ids.
/// Monetary unit: with a start r from 0 to below the book value, money unit number floor((r + k x book value) / n) is hit for k = 0 to
/// n - 1, so that exactly n units are hit and every unit is equally likely. Random and stratified: the first of a Fisher-Yates order.
/// Sources: audit sampling guides (golden case M1 for the interval); Steele, Lea and Flood 2014 for the generator.
/// </summary>
public static class AuditSample
{
    public static Method<AuditSampleInput, AuditSampleFigures> Method { get; } = new("audit.sample", 1, MethodPurpose.Analysis,
        new("Audit sample by a seed", "定种审计抽样"), Read, Draw);

    /// <summary>Draws.</summary>
    /// <returns>Figures; or sample.larger-than-population, sample.strata-missing, sample.strata-not-rising, sample.size-missing, money.not-positive.</returns>
    public static Outcome<AuditSampleFigures> Draw(AuditSampleInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        var total = Money.Sum(input.Items.Select(item => item.Amount), input.Currency);
        Check(input, total, checks);
        if (checks.Failed) return checks.Refuse<AuditSampleFigures>();

        var items = input.Items.OrderBy(item => item.Id, StringComparer.Ordinal).ToList();
        var generator = new SplitMix64(ulong.Parse(input.Seed, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        var steps = new Steps();
        steps.Add("count", new("Items of the population", "总体项数"), items.Count);
        steps.Add("total", new("Control total", "控制总额"), total);
        steps.Say("generator", new("Drawn by", "抽取所用生成器"), "SplitMix64", new($"Seed {input.Seed}, items in the ordinal order of ids.", $"种子 {input.Seed}，按编号字节序排列。"));
        var drawn = input.Plan switch
        {
            SamplePlan.MonetaryUnit => MonetaryUnits(items, total, input.Size!.Value, generator, steps),
            SamplePlan.Random => [.. FirstOf(items, input.Size!.Value, generator).Select(item => new DrawnItem(item.Id, item.Amount, 1, 1))],
            _ => Strata(items, input.Strata, generator, steps),
        };
        var interval = input.Plan == SamplePlan.MonetaryUnit ? Interval(total, input.Size!.Value) : null;
        if (interval is not null) steps.Add("interval", new("Sampling interval", "抽样间隔"), interval, $"{total.Amount} / {Problems.Invariant(input.Size!.Value)}");
        return new AuditSampleFigures(items.Count, total, interval, [.. drawn.OrderBy(item => item.Id, StringComparer.Ordinal)]) { Steps = steps.Lines };
    }

    private static void Check(AuditSampleInput input, Money total, Checks checks)
    {
        if (input.Plan == SamplePlan.Stratified)
        {
            checks.That(input.Strata.Count > 0 && input.Strata[0].From.IsZero, () => new InputRejection("sample.strata-missing",
                new("A stratified sample needs strata, the first from zero.", "分层抽样须给出各层，首层自零起。")).At("strata"));
            for (var i = 1; i < input.Strata.Count; i++)
            {
                var at = i;
                checks.That(input.Strata[i].From > input.Strata[i - 1].From, () => new InputRejection("sample.strata-not-rising",
                    new("Each stratum begins above the one before.", "各层起点须递增。")).At($"strata[{Problems.Invariant(at)}].from"));
            }

            return;
        }

        checks.That(input.Size is not null, () => new InputRejection("sample.size-missing", new("The plan needs a size.", "须给出样本量。")).At("size"));
        if (input.Plan == SamplePlan.Random)
        {
            checks.That(input.Size is not { } size || size <= input.Items.Count, () => new InputRejection("sample.larger-than-population",
                new("More items are to be drawn than there are.", "样本量超过总体项数。")).At("size"));
        }
        else
        {
            checks.That(total.Sign > 0, () => Problems.AmountNotPositive("items", total.Amount));
        }
    }

    private static Money Interval(Money total, int size)
    {
        var whole = Rational.Power(10, total.Currency.MinorDigits);
        return new Money((long)((new Rational(total.Minor, 1) / whole / size + new Rational(1, 2)).Floor() * whole), total.Currency);
    }

    // Positions of hits rise with k, so one pass over the cumulated amounts finds them.
    private static List<DrawnItem> MonetaryUnits(List<AuditItem> items, Money total, int size, SplitMix64 generator, Steps steps)
    {
        BigInteger book = total.Minor;
        var start = Below(generator, (ulong)total.Minor);
        steps.Add("start", new("Random start", "随机起点"), new Rational(start, 1), formula: "0 <= r < book value in smallest units");
        var drawn = new List<DrawnItem>();
        var (k, upTo) = (0, BigInteger.Zero);
        foreach (var item in items)
        {
            upTo += item.Amount.Minor;
            var hits = 0;
            for (; k < size && (start + (k * book)) / size < upTo; k++) hits++;
            if (hits > 0) drawn.Add(new DrawnItem(item.Id, item.Amount, hits, 1));
        }

        return drawn;
    }

    private static List<DrawnItem> Strata(List<AuditItem> items, IReadOnlyList<SampleStratum> strata, SplitMix64 generator, Steps steps)
    {
        var drawn = new List<DrawnItem>();
        for (var i = 0; i < strata.Count; i++)
        {
            var inside = items.Where(item => item.Amount >= strata[i].From && (i + 1 == strata.Count || item.Amount < strata[i + 1].From)).ToList();
            var taken = Math.Min(strata[i].Size, inside.Count);
            steps.Add($"stratum/{Problems.Invariant(i + 1)}", new($"Drawn from stratum {Problems.Invariant(i + 1)}", $"第 {Problems.Invariant(i + 1)} 层抽取数"), taken,
                note: new($"Of {Problems.Invariant(inside.Count)} items from {strata[i].From.Amount}.", $"该层自 {strata[i].From.Amount} 起共 {Problems.Invariant(inside.Count)} 项。"));
            drawn.AddRange(FirstOf(inside, taken, generator).Select(item => new DrawnItem(item.Id, item.Amount, 1, i + 1)));
        }

        return drawn;
    }

    private static IEnumerable<AuditItem> FirstOf(List<AuditItem> items, int size, SplitMix64 generator)
    {
        var order = Enumerable.Range(0, items.Count).ToArray();
        generator.Shuffle(order);
        return order.Take(size).Select(place => items[place]);
    }

    private static BigInteger Below(SplitMix64 generator, ulong bound)
    {
        var first = unchecked(0UL - bound) % bound;
        ulong drawn;
        do drawn = generator.Next();
        while (drawn < first);
        return drawn % bound;
    }

    private static AuditSampleInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var plan = inputs.OneOf<SamplePlan>("plan");
        var seed = inputs.String("seed", 16);
        if (seed is not null && !seed.All(char.IsAsciiHexDigitLower))
            inputs.Reject(new InputRejection("sample.seed-malformed", new("A seed is 1 to 16 lower-case hex digits.", "种子须为 1 至 16 位小写十六进制数字。")) { Field = inputs.Of("seed"), Value = Problems.Shorten(seed) });
        var size = inputs.Has("size") ? inputs.Integer("size", 1, RuleLimits.AuditItems) : null;
        var items = AuditItems.Read(inputs, currency);
        var strata = new List<SampleStratum>();
        foreach (var reader in inputs.OptionalObjects("strata", RuleLimits.AuditStrata))
        {
            var from = reader.Amount("from", currency);
            var take = reader.Integer("size", 0, RuleLimits.AuditItems);
            reader.Close();
            if (from is not null && take is { } many) strata.Add(new SampleStratum(from, many));
        }

        return currency is not null && plan is { } how && seed is not null ? new AuditSampleInput(currency, how, seed, size, items, strata) : null;
    }
}
