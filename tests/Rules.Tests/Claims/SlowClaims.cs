namespace Ledger.Rules.Tests;

/// <summary>The claims rules again, each by its definition and nothing else: only for a few small whole claims.</summary>
internal static class SlowClaims
{
    public static Rational[] Proportional(Rational estate, Rational[] claims) =>
        Sum(claims).IsZero ? [.. claims] : [.. claims.Select(claim => claim * estate / Sum(claims))];

    /// <summary>Tries every set of claimants that might be paid in full; the others share what is left equally.</summary>
    public static Rational[] EqualAwards(Rational estate, Rational[] claims)
    {
        for (var full = 0; full < 1 << claims.Length; full++)
        {
            var others = Enumerable.Range(0, claims.Length).Count(i => (full >> i & 1) == 0);
            var left = estate - Sum(claims.Where((_, i) => (full >> i & 1) == 1));
            var equal = others == 0 ? claims.Max() : left / others;
            var awards = claims.Select(claim => Rational.Min(claim, equal)).ToArray();
            if (equal.Sign >= 0 && Sum(awards) == estate) return awards;
        }

        throw new InvalidOperationException("No equal award sums to the estate.");
    }

    /// <summary>What is missing, shared as equal losses.</summary>
    public static Rational[] EqualLosses(Rational estate, Rational[] claims)
    {
        var losses = EqualAwards(Sum(claims) - estate, claims);
        return [.. claims.Select((claim, i) => claim - losses[i])];
    }

    public static Rational[] Talmud(Rational estate, Rational[] claims) => Halves(estate, claims, EqualAwards, EqualLosses);

    public static Rational[] ReverseTalmud(Rational estate, Rational[] claims) => Halves(estate, claims, EqualLosses, EqualAwards);

    public static Rational[] Piniles(Rational estate, Rational[] claims) => Halves(estate, claims, EqualAwards, EqualAwards);

    /// <summary>Every order of arrival, one by one.</summary>
    public static Rational[] RandomArrival(Rational estate, Rational[] claims)
    {
        var orders = Orders([.. Enumerable.Range(0, claims.Length)]).ToList();
        var sums = new Rational[claims.Length];
        foreach (var order in orders)
        {
            var left = estate;
            foreach (var i in order)
            {
                var paid = Rational.Min(claims[i], left);
                sums[i] += paid;
                left -= paid;
            }
        }

        return [.. sums.Select(sum => sum / orders.Count)];
    }

    /// <summary>The tau value of the pessimistic game: v(S) is what the others leave to S.</summary>
    public static Rational[] AdjustedProportional(Rational estate, Rational[] claims)
    {
        var n = claims.Length;
        var all = (1 << n) - 1;
        var most = Enumerable.Range(0, n).Select(i => Worth(all) - Worth(all & ~(1 << i))).ToArray();
        var least = Enumerable.Range(0, n).Select(i => Enumerable.Range(0, 1 << n).Where(set => (set >> i & 1) == 1)
            .Select(set => Worth(set) - Sum(most.Where((_, j) => j != i && (set >> j & 1) == 1))).Max()).ToArray();
        var range = Sum(most) - Sum(least);
        var part = range.IsZero ? Rational.Zero : (estate - Sum(least)) / range;
        return [.. least.Select((low, i) => low + (part * (most[i] - low)))];

        Rational Worth(int set) => Rational.Max(Rational.Zero, estate - Sum(claims.Where((_, i) => (set >> i & 1) == 0)));
    }

    /// <summary>Lays the common part out in twelfths and shares each cell between the claims that reach it (up to five claimants).</summary>
    public static Rational[] MinimalOverlap(Rational estate, Rational[] claims)
    {
        var cell = new Rational(1, 12);
        var common = Rational.Zero;
        claims = [.. claims.Select(claim => claim < estate ? claim : estate)];
        if (claims.Contains(estate)) common = estate;
        else while (Sum(claims.Select(claim => Rational.Max(claim - common, Rational.Zero))) != estate - common) common += cell;

        var awards = claims.Select(claim => Rational.Max(claim - common, Rational.Zero)).ToArray();
        for (var start = Rational.Zero; start < common; start += cell)
        {
            var there = Enumerable.Range(0, claims.Length).Where(i => claims[i] > start).ToList();
            foreach (var i in there) awards[i] += cell / there.Count;
        }

        return awards;
    }

    /// <summary>Each the least claim, or an equal part when that is less; the rest in proportion to what is left of the claims.</summary>
    public static Rational[] AlphaMin(Rational estate, Rational[] claims)
    {
        if (estate < claims.Min() * claims.Length) return [.. claims.Select(_ => estate / claims.Length)];
        var rest = Proportional(estate - (claims.Min() * claims.Length), [.. claims.Select(claim => claim - claims.Min())]);
        return [.. rest.Select(part => claims.Min() + part)];
    }

    /// <summary>Two claimants: what the other does not claim is mine, the rest is halved.</summary>
    public static (Rational First, Rational Second) Garment(Rational estate, Rational first, Rational second)
    {
        var (mine, yours) = (estate - Rational.Min(second, estate), estate - Rational.Min(first, estate));
        return (mine + ((estate - mine - yours) / 2), yours + ((estate - mine - yours) / 2));
    }

    public static Rational Sum(IEnumerable<Rational> values) => values.Aggregate(Rational.Zero, (sum, value) => sum + value);

    private static Rational[] Halves(Rational estate, Rational[] claims, Func<Rational, Rational[], Rational[]> below, Func<Rational, Rational[], Rational[]> above)
    {
        Rational[] halves = [.. claims.Select(claim => claim / 2)];
        if (estate <= Sum(halves)) return below(estate, halves);
        var more = above(estate - Sum(halves), halves);
        return [.. halves.Select((half, i) => half + more[i])];
    }

    private static IEnumerable<int[]> Orders(int[] left) => left.Length == 0
        ? [[]]
        : left.SelectMany(first => Orders([.. left.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
}
