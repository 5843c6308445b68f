namespace Ledger.Rules.Hostile;

/// <summary>The table that the documentation publishes: the largest shift of every attack over so many markets.</summary>
public static class HostileTable
{
    /// <summary>k of n items, for every disguise.</summary>
    public static readonly (int N, int K)[] Shares = [(3, 1), (5, 1), (5, 2), (7, 1), (7, 2), (7, 3), (9, 2), (9, 4), (5, 3), (7, 4), (9, 5)];

    /// <summary>Largest over the markets; null where every try was refused.</summary>
    public static Rational? Largest(int seeds, Func<HostileMarket, Rational?> attack) =>
        Enumerable.Range(1, seeds).Select(seed => attack(new HostileMarket(seed))).OfType<Rational>().Select(shift => (Rational?)shift).Aggregate((Rational?)null, (best, shift) => best is { } before && before >= shift ? before : shift);

    public static void Print(TextWriter to, int seeds)
    {
        ArgumentNullException.ThrowIfNull(to);
        to.WriteLine($"Largest shift over {seeds} markets; 'refused' where no price gets through.");
        to.WriteLine();
        to.WriteLine("| k of n | straw dealers | one straw dealer | asking prices | declared own |");
        to.WriteLine("| ---: | ---: | ---: | ---: | ---: |");
        foreach (var (n, k) in Shares)
            to.WriteLine($"| {k} of {n} | {string.Join(" | ", Enum.GetValues<Disguise>().Select(disguise => Shown(Largest(seeds, market => market.Controlled(n, k, disguise)))))} |");
        to.WriteLine();
        to.WriteLine("| other attack | largest shift |");
        to.WriteLine("| --- | ---: |");
        foreach (var (n, k) in new[] { (7, 1), (7, 2), (7, 3) }) to.WriteLine($"| {k} straw dealers beside {n} honest items | {Shown(Largest(seeds, market => market.Added(n, k, Disguise.StrawDealers)))} |");
        foreach (var outOf in new[] { 10, 15, 30 }) to.WriteLine($"| the 5 dearest of {outOf} honest items shown | {Shown(Largest(seeds, market => market.Picked(5, outOf)))} |");
        foreach (var times in new[] { 2, 3, 5, 10 }) to.WriteLine($"| resubmitted {times} times, 5 honest items each, best kept | {Shown(Largest(seeds, market => market.Resubmitted(5, times)))} |");
        foreach (var parts in new[] { 2, 3, 4 })
        {
            to.WriteLine($"| split into {parts}, capacity linear | {Shown(Largest(seeds, market => market.Split(parts, null)))} |");
            to.WriteLine($"| split into {parts}, capacity ^ 0.6 | {Shown(Largest(seeds, market => market.Split(parts, new Rational(3, 5))))} |");
        }

        foreach (var months in new[] { 6, 12, 24 }) to.WriteLine($"| month chosen among {months}, index moving up to 1% a month | {Shown(Largest(seeds, market => market.Timed(months)))} |");
    }

    public static string Shown(Rational? shift) => shift is { } moved ? $"{(moved * 100).ToDecimal(1, Rounding.HalfUp)}%" : "refused";
}
