namespace Ledger.Rules;

/// <summary>What one party was asked for in one round of water-filling.</summary>
/// <param name="Round">From 1.</param>
/// <param name="Party">The party.</param>
/// <param name="Asked">Its running total by the key, before the cap.</param>
/// <param name="Taken">Its running total after the cap.</param>
public sealed record FillStep(int Round, string Party, Rational Asked, Rational Taken);

/// <summary>An amount divided under caps.</summary>
/// <param name="Amounts">Exact, per party.</param>
/// <param name="Unallocated">What no party could take because all are at their caps; exact.</param>
/// <param name="Rounds">How it went.</param>
public sealed record Fill(IReadOnlyDictionary<string, Rational> Amounts, Rational Unallocated, IReadOnlyList<FillStep> Rounds);

/// <summary>
/// Divides an amount by weights under caps: a party's excess over its cap goes to the parties below theirs, pro rata, round by
/// round, until nothing is over or every party is at its cap. At most one round per party.
/// </summary>
public static class WaterFill
{
    /// <summary>Divides.</summary>
    /// <param name="amount">At least 0.</param>
    /// <param name="weights">None negative; a party of weight 0 takes nothing.</param>
    /// <param name="caps">At least 0 each; a party without a cap takes any amount.</param>
    /// <exception cref="ArgumentException">A negative amount, weight or cap.</exception>
    public static Fill Divide(Rational amount, IReadOnlyDictionary<string, Rational> weights, IReadOnlyDictionary<string, Rational> caps)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(caps);
        if (amount.Sign < 0) throw new ArgumentException("A negative amount is not divided.", nameof(amount));
        if (weights.Values.Any(weight => weight.Sign < 0)) throw new ArgumentException("A weight is negative.", nameof(weights));
        if (caps.Values.Any(cap => cap.Sign < 0)) throw new ArgumentException("A cap is negative.", nameof(caps));

        var taken = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var party in weights.Keys) taken[party] = Rational.Zero;
        var open = taken.Keys.Where(party => weights[party].Sign > 0).ToList();
        var left = amount;
        var rounds = new List<FillStep>();
        for (var round = 1; left.Sign > 0 && open.Count > 0; round++)
        {
            var sum = open.Aggregate(Rational.Zero, (total, party) => total + weights[party]);
            var over = Rational.Zero;
            var stillOpen = new List<string>();
            foreach (var party in open)
            {
                var asked = taken[party] + (left * weights[party] / sum);
                var cap = caps.TryGetValue(party, out var limit) ? limit : asked;
                taken[party] = Rational.Min(asked, cap);
                over += asked - taken[party];
                if (asked <= cap) stillOpen.Add(party);
                rounds.Add(new FillStep(round, party, asked, taken[party]));
            }

            left = over;
            open = stillOpen;
        }

        return new Fill(taken, left, rounds);
    }
}
