namespace Ledger.Rules.Hostile;

/// <summary>How a contributor who controls evidence passes it off.</summary>
public enum Disguise
{
    /// <summary>Invoices of as many dealers as there are items, none of whom is known to be his.</summary>
    StrawDealers,

    /// <summary>Invoices of one dealer who is not known to be his.</summary>
    OneStrawDealer,

    /// <summary>Asking prices of as many sellers as there are items, none of whom is known to be his.</summary>
    AskingPrices,

    /// <summary>Evidence of his own, declared as such.</summary>
    DeclaredOwn,
}

/// <summary>
/// A market of honest prices around a value of 1,000,000 (triangular, at most 10% to either side, by a fixed generator of whole
/// numbers), and the attacks of a contributor on it under the default policy of <see cref="ComparablesGrid"/>. Everything is exact and
/// repeats on every machine. The claim is far above every value: a contributor chooses his claim, so the cap is no defence here.
/// </summary>
public sealed class HostileMarket(int seed)
{
    private const long Worth = 1_000_000;

    private static readonly DateOnly On = new(2025, 3, 1);
    private static readonly Currency Cny = Currency.Of("CNY");

    // Every hundredth up to double, then what is plainly absurd.
    private static readonly long[] Multipliers = [.. Enumerable.Range(100, 101).Select(percent => (long)percent), 300, 1000];

    private ulong state = unchecked((ulong)seed * 2_862_933_555_777_941_757UL + 3_037_000_493UL);

    /// <summary>Largest relative shift by which k of n items move the value up, over all prices he may write; null where every try was refused.</summary>
    public Rational? Controlled(int n, int k, Disguise disguise)
    {
        var honest = Prices(n);
        var fair = Value([.. honest.Select(Honest)])!.Value;
        // He takes the place of the dearest: those help him anyhow, so the cheapest are replaced.
        var kept = honest.Order().Skip(k).Select(Honest).ToList();
        Rational? best = null;
        foreach (var multiplier in Multipliers)
        {
            var price = Worth * multiplier / 100;
            if (Value([.. kept, .. Enumerable.Range(0, k).Select(i => Forged(i, price, disguise))]) is { } value) best = Best(best, value / fair - 1);
        }

        return best;
    }

    /// <summary>Largest shift where he adds k items of his own to n honest ones.</summary>
    public Rational? Added(int n, int k, Disguise disguise)
    {
        var honest = Prices(n).Select(Honest).ToList();
        var fair = Value(honest)!.Value;
        Rational? best = null;
        foreach (var multiplier in Multipliers)
        {
            if (Value([.. honest, .. Enumerable.Range(0, k).Select(i => Forged(i, Worth * multiplier / 100, disguise))]) is { } value) best = Best(best, value / fair - 1);
        }

        return best;
    }

    /// <summary>Shift where all items are honest and he shows the n dearest of so many.</summary>
    public Rational Picked(int n, int outOf)
    {
        var honest = Prices(outOf);
        return Value([.. honest.OrderDescending().Take(n).Select(Honest)])!.Value / Value([.. honest.Select(Honest)])!.Value - 1;
    }

    /// <summary>Shift where he submits the same thing so many times, each valued on n honest items drawn anew, and keeps the best.</summary>
    public Rational Resubmitted(int n, int times)
    {
        var tries = Enumerable.Range(0, times).Select(_ => Value([.. Prices(n).Select(Honest)])!.Value).ToList();
        return tries.Max() / tries[0] - 1;
    }

    /// <summary>
    /// Shift where one thing is brought in as so many equal parts, each valued against comparables of the whole's capacity. Null where the
    /// grid refuses.
    /// </summary>
    /// <param name="parts">How many.</param>
    /// <param name="exponent">Of the capacity ratio; null for linear.</param>
    public Rational? Split(int parts, Rational? exponent)
    {
        var honest = Prices(7);
        var whole = Value([.. honest.Select(Honest)])!.Value;
        var factor = new GridFactor(GridFactorKind.Capacity, Subject: new Rational(1, parts), Comparable: 1, Exponent: exponent, SubjectUnit: "kW", ComparableUnit: "kW");
        return Value([.. honest.Select((price, i) => Honest(price, i) with { Factors = [factor] })]) is { } part ? part * parts / whole - 1 : null;
    }

    /// <summary>
    /// Shift where he chooses the month of contribution among the last so many of an index that moves by at most 1% a month, against the
    /// middle of those months.
    /// </summary>
    public Rational Timed(int months)
    {
        var level = new Rational(100);
        var index = new List<Rational>();
        for (var i = 0; i < months; i++)
        {
            index.Add(level);
            level = (level * (10_000 + Next(201) - 100) / 10_000).Round(4, Rounding.HalfUp);
        }

        return index.Max() / Statistics.Median(index) - 1;
    }

    private static Rational? Value(IReadOnlyList<GridComparable> comparables) => ComparablesGrid.Value(new GridInput(
        new ValuationTerms(Cny, new Money(Worth * 100 * 100, Cny), CapAtClaim: true, MinEvidence: 3, On), comparables, [], [], GridPolicy.Default)).Value?.Accepted.Value;

    private static GridComparable Honest(long price, int i) => new($"H{i}", new Money(price * 100, Cny), On, SourceClass.Invoice, $"dealer-{i}", [], null, null, null, []);

    private static GridComparable Forged(int i, long price, Disguise disguise) => disguise switch
    {
        Disguise.StrawDealers => Honest(price, i) with { Id = $"X{i}", Source = $"straw-{i}" },
        Disguise.OneStrawDealer => Honest(price, i) with { Id = $"X{i}", Source = "straw" },
        Disguise.AskingPrices => Honest(price, i) with { Id = $"X{i}", Source = $"straw-{i}", SourceClass = SourceClass.AskingPrice },
        _ => Honest(price, i) with { Id = $"X{i}", Source = "contributor", SourceClass = SourceClass.Contributor },
    };

    private static Rational Best(Rational? best, Rational found) => best is { } before ? Rational.Max(before, found) : found;

    // The sum of two even draws: most prices near the middle, none further than a tenth.
    private List<long> Prices(int n) => [.. Enumerable.Range(0, n).Select(_ => Worth * 9 / 10 + Next(100_001) + Next(100_001))];

    // Marsaglia's xorshift: the same everywhere, and good enough to scatter prices.
    private long Next(int below)
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return (long)(state >> 11) % below;
    }
}
