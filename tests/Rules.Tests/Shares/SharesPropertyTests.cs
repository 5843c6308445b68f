using System.Numerics;
using CsCheck;

namespace Ledger.Rules.Tests;

/// <summary>Division to the smallest unit and under caps, against slow, obviously right versions.</summary>
public sealed class SharesPropertyTests
{
    private static readonly Gen<(long Pool, long[] Weights)> Case =
        Gen.Select(Gen.Long[0, 5_000], Gen.Long[0, 9].Array[1, 7]).Where((_, weights) => weights.Any(weight => weight > 0));

    [Fact]
    public void Largest_remainder_agrees_with_handing_out_unit_by_unit() => Case.Sample((pool, weights) =>
    {
        var split = LargestRemainder.Split(new Money(pool, Given.Cny), Named(weights));
        var (slow, order) = Slow(pool, weights);
        return split.Amounts.Values.Select(part => part.Minor).SequenceEqual(slow)
            && split.Residual.Select(unit => unit.Party).SequenceEqual(order.Select(Name))
            && split.Residual.All(unit => unit.Remainder.Sign > 0 && unit.Remainder < 1);
    });

    [Fact]
    public void Equal_weights_differ_by_at_most_one_unit_and_the_lower_id_has_it() => Gen.Select(Gen.Long[0, 5_000], Gen.Int[1, 9]).Sample((pool, count) =>
    {
        var parts = LargestRemainder.Split(new Money(pool, Given.Cny), Named([.. Enumerable.Repeat(1L, count)])).Amounts.Values.Select(part => part.Minor).ToList();
        return parts.SequenceEqual(parts.OrderDescending()) && parts[0] - parts[^1] <= 1 && parts.Sum() == pool;
    });

    [Fact]
    public void Rounding_a_capped_division_never_passes_a_cap() =>
        Gen.Select(Gen.Long[0, 5_000], Gen.Select(Gen.Long[0, 9], Gen.Long[0, 2_000]).Array[1, 7]).Sample((amount, parties) =>
        {
            var caps = Named([.. parties.Select(party => party.Item2)]);
            var fill = WaterFill.Divide(amount, Named([.. parties.Select(party => party.Item1)]), caps);

            // In smallest units caps are whole, so what nobody can take is whole too.
            Assert.True(fill.Unallocated.IsWhole);
            var split = LargestRemainder.Split(new Money(amount - (long)fill.Unallocated.Numerator, Given.Cny), fill.Amounts);
            return split.Amounts.All(part => part.Value.Minor <= caps[part.Key]) && split.Amounts.Values.Sum(part => part.Minor) + fill.Unallocated == amount;
        });

    [Fact]
    public void Water_filling_agrees_with_raising_one_level_over_all() =>
        Gen.Select(Gen.Long[0, 500], Gen.Select(Gen.Long[0, 6], Gen.Long[0, 120], Gen.Bool).Array[1, 6]).Sample((amount, parties) =>
        {
            var weights = Named([.. parties.Select(party => party.Item1)]);
            var caps = parties.Index().Where(entry => entry.Item.Item3).ToDictionary(entry => Name(entry.Index), entry => new Rational(entry.Item.Item2));
            var fill = WaterFill.Divide(amount, weights, caps);
            var (slow, left) = Level(amount, weights, caps);
            return fill.Unallocated == left && fill.Amounts.All(part => part.Value == slow[part.Key]);
        });

    [Fact]
    public void Water_filling_takes_no_more_rounds_than_there_are_parties() =>
        Gen.Select(Gen.Long[0, 500], Gen.Select(Gen.Long[0, 6], Gen.Long[0, 120]).Array[1, 6]).Sample((amount, parties) =>
        {
            var fill = WaterFill.Divide(amount, Named([.. parties.Select(party => party.Item1)]), Named([.. parties.Select(party => party.Item2)]));
            return fill.Rounds.Select(step => step.Round).DefaultIfEmpty(0).Max() <= parties.Length;
        });

    [Fact]
    public void Scaling_amount_and_caps_scales_every_part() =>
        Gen.Select(Gen.Long[0, 500], Gen.Select(Gen.Long[0, 6], Gen.Long[0, 120]).Array[1, 6], Gen.Long[1, 9], Gen.Long[1, 9]).Sample((amount, parties, a, b) =>
        {
            var factor = new Rational(a, b);
            var weights = Named([.. parties.Select(party => party.Item1)]);
            var caps = Named([.. parties.Select(party => party.Item2)]);
            var one = WaterFill.Divide(amount, weights, caps);
            var scaled = WaterFill.Divide(amount * factor, weights, caps.ToDictionary(cap => cap.Key, cap => cap.Value * factor));
            return scaled.Unallocated == one.Unallocated * factor && scaled.Amounts.All(part => part.Value == one.Amounts[part.Key] * factor);
        });

    // Whole parts by integer division; then one unit after the other to the largest remainder not yet served, the first by id.
    private static (long[] Parts, List<int> Order) Slow(long pool, long[] weights)
    {
        var sum = weights.Sum();
        var parts = weights.Select(weight => pool * weight / sum).ToArray();
        var remainders = weights.Select(weight => pool * weight % sum).ToArray();
        var order = new List<int>();
        while (parts.Sum() < pool)
        {
            var best = -1;
            for (var i = 0; i < weights.Length; i++)
            {
                if (!order.Contains(i) && (best < 0 || remainders[i] > remainders[best])) best = i;
            }

            order.Add(best);
            parts[best]++;
        }

        return (parts, order);
    }

    // Everybody holds min(cap, level x weight). The level at which each cap is met is known, so the one that uses up the amount
    // lies between two of them and is found by solving a straight line.
    private static (Dictionary<string, Rational> Parts, Rational Left) Level(Rational amount, Dictionary<string, Rational> weights, Dictionary<string, Rational> caps)
    {
        var levels = weights.Where(entry => entry.Value.Sign > 0 && caps.ContainsKey(entry.Key)).Select(entry => caps[entry.Key] / entry.Value).Append(0).Distinct().Order().ToList();
        foreach (var level in levels)
        {
            var open = weights.Where(entry => entry.Value.Sign > 0 && (!caps.TryGetValue(entry.Key, out var cap) || cap / entry.Value > level)).ToList();
            var slope = open.Aggregate(Rational.Zero, (sum, entry) => sum + entry.Value);
            var missing = amount - Sum(Held(level));
            var next = levels.Find(other => other > level);
            if (slope.IsZero) continue;
            var solved = level + (missing / slope);
            if (next.IsZero || solved <= next) return (Held(solved), Rational.Zero);
        }

        var full = Held(levels[^1]);
        return (full, amount - Sum(full));

        Dictionary<string, Rational> Held(Rational level) => weights.ToDictionary(
            entry => entry.Key, entry => caps.TryGetValue(entry.Key, out var cap) ? Rational.Min(cap, level * entry.Value) : level * entry.Value);

        Rational Sum(Dictionary<string, Rational> parts) => parts.Values.Aggregate(Rational.Zero, (sum, part) => sum + part);
    }

    private static string Name(int index) => $"P{index:000}";

    private static Dictionary<string, Rational> Named(long[] values) =>
        values.Index().ToDictionary(entry => Name(entry.Index), entry => new Rational(entry.Item));
}
