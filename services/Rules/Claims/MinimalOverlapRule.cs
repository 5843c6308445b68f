namespace Ledger.Rules;

/// <summary>
/// O'Neill's minimal overlap: claims are laid on parts of the estate so that as little as possible is claimed by many, and each
/// part is shared equally by those who claim it. When one claim covers the estate, the claims are laid inside each other. Else
/// all claim a common part t together, and what each claims beyond t is its own, with t such that the two fill the estate:
/// sum of max(0, c - t) = E - t.
/// </summary>
internal static class MinimalOverlapRule
{
    public static Rational[] Divide(Rational estate, IReadOnlyList<Rational> claims, Steps steps)
    {
        // What a claim has beyond the estate lies on nothing.
        claims = [.. claims.Select(claim => Rational.Min(claim, estate))];
        var common = claims.Max() == estate ? estate : Common(estate, claims);
        steps.Add("common", new("Part that is claimed together", "共同主张部分 t"), common, formula: "sum of max(0, c - t) = E - t");
        var shared = Nested([.. claims.Select(claim => Rational.Min(claim, common))]);
        return [.. claims.Select((claim, i) => shared[i] + Rational.Max(Rational.Zero, claim - common))];
    }

    // sum of max(0, c - t) + t - E falls while two or more claims reach beyond t; its first zero lies where k claims do.
    private static Rational Common(Rational estate, IReadOnlyList<Rational> claims)
    {
        var descending = claims.OrderDescending().ToList();
        var beyond = ProportionalRules.Sum(descending);
        for (var k = descending.Count; k >= 2; k--)
        {
            var t = (beyond - estate) / (k - 1);
            if (t <= descending[k - 1]) return t;
            beyond -= descending[k - 1];
        }

        throw new InvalidOperationException("No claim covers the estate, yet no common part was found.");
    }

    // Claims laid inside each other: each layer is shared by those whose claim reaches it.
    private static Rational[] Nested(Rational[] claims)
    {
        var order = Enumerable.Range(0, claims.Length).OrderBy(i => claims[i]).ToList();
        var shares = new Rational[claims.Length];
        var below = Rational.Zero;
        var sum = Rational.Zero;
        for (var rank = 0; rank < order.Count; rank++)
        {
            sum += (claims[order[rank]] - below) / (order.Count - rank);
            below = claims[order[rank]];
            shares[order[rank]] = sum;
        }

        return shares;
    }
}
