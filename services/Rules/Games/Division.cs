using System.Numerics;

namespace Ledger.Rules;

/// <summary>The last lines of every solution: shares by player, amounts by largest remainder, and the guards.</summary>
internal static class Division
{
    /// <summary>Refuses a currency in which the total is not a whole number of smallest units: nothing is rounded away unseen.</summary>
    public static void CheckTotal(Checks checks, Rational total, Currency? currency, string field)
    {
        if (currency is not null && !(total * Rational.Power(10, currency.MinorDigits)).IsWhole)
            checks.Add(Problems.OverPrecise(field, total.ToString(), currency));
    }

    /// <summary>The shares by player id.</summary>
    public static SortedDictionary<string, Rational> ByPlayer(IReadOnlyList<string> players, IReadOnlyList<Rational> shares)
    {
        var byPlayer = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        for (var i = 0; i < players.Count; i++) byPlayer[players[i]] = shares[i];
        return byPlayer;
    }

    /// <summary>
    /// Exact shares, of any sign, in smallest units: each rounded down, the units left over to the largest remainders, ties by
    /// party id.
    /// </summary>
    public static IReadOnlyDictionary<string, Money>? Amounts(IReadOnlyDictionary<string, Rational> shares, Currency? currency, Steps steps)
    {
        if (currency is null) return null;
        var scale = Rational.Power(10, currency.MinorDigits);
        var exact = shares.ToDictionary(entry => entry.Key, entry => entry.Value * scale, StringComparer.Ordinal);
        var total = exact.Values.Aggregate(Rational.Zero, (sum, share) => sum + share).Floor();
        var parts = exact.ToDictionary(entry => entry.Key, entry => entry.Value.Floor(), StringComparer.Ordinal);
        var left = (int)(total - parts.Values.Aggregate(BigInteger.Zero, (sum, part) => sum + part));
        var residual = exact
            .Select(entry => new ResidualUnit(entry.Key, entry.Value - parts[entry.Key]))
            .OrderByDescending(unit => unit.Remainder)
            .ThenBy(unit => unit.Party, StringComparer.Ordinal)
            .Take(left)
            .ToList();
        foreach (var unit in residual) parts[unit.Party]++;

        var amounts = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (party, minor) in parts) amounts[party] = new Money(checked((long)minor), currency);
        steps.Left("amounts", new Split(new Money(checked((long)total), currency), amounts, residual));
        foreach (var (party, amount) in amounts)
        {
            steps.Add($"amount/{party}", new($"Amount of {party}", $"{party} 的金额"), amount,
                note: residual.Exists(unit => unit.Party == party)
                    ? new Text("With one smallest unit left over by rounding down (largest remainder).", "含向下取整后按最大余数分得的一个最小货币单位。")
                    : null);
        }

        return amounts;
    }

    /// <summary>Looks whom the division pushes below its stand-alone value, and which coalitions would leave.</summary>
    public static GameProperties Properties(GameTable game, IReadOnlyList<Rational> shares, Steps steps)
    {
        var below = Below(game, shares);
        SayBelow(below, game.Kind, steps);
        if (game.Count > GameLimits.ListedPlayers)
        {
            steps.Say("core", new("In the core", "是否在核心内"), "not-checked", new(
                $"Coalitions are compared one by one for at most {Problems.Invariant(GameLimits.ListedPlayers)} players.",
                $"局中人不超过{Problems.Invariant(GameLimits.ListedPlayers)}个时才逐一比较联盟。"));
            return new GameProperties(null, below, null, null, null);
        }

        var superadditive = IsSuperadditive(game);
        steps.Say("superadditive",
            game.Kind == GameKind.Surplus ? new("Superadditive", "是否超可加") : new("Subadditive costs", "成本是否次可加"), Word(superadditive),
            superadditive ? null : new Text(
                "Some coalitions without common members lose by joining; that all work together is then an assumption.",
                "存在不相交的联盟合并后反而受损；“全体合作”此时只是假设。"));
        var blocking = Blocking(game, shares);
        SayBlocking(blocking, efficient: true, steps);
        return new GameProperties(superadditive, below, blocking.Count == 0, blocking.Count, [.. blocking.Take(GameLimits.NamedCoalitions)]);
    }

    /// <summary>Players that are worse off than alone.</summary>
    public static List<StandAlone> Below(GameTable game, IReadOnlyList<Rational> shares)
    {
        var below = new List<StandAlone>();
        for (var i = 0; i < game.Count; i++)
        {
            var alone = game.Value(1 << i);
            if (Better(game.Kind, alone, shares[i])) below.Add(new StandAlone(game.Players[i], alone, shares[i]));
        }

        return below;
    }

    /// <summary>Names whoever is worse off than alone.</summary>
    public static void SayBelow(IReadOnlyList<StandAlone> below, GameKind kind, Steps steps)
    {
        foreach (var (player, alone, share) in below)
        {
            steps.Add($"below/{player}", kind == GameKind.Surplus
                    ? new($"{player} falls short of its stand-alone value by", $"{player} 低于单干所得")
                    : new($"{player} pays more than its stand-alone cost by", $"{player} 高于单干成本"),
                Rational.Abs(alone - share), formula: kind == GameKind.Surplus ? $"{alone} - {share}" : $"{share} - {alone}",
                note: new("Individual rationality is broken: this player would be better off alone.", "违反个体理性：该局中人单干更有利。"));
        }
    }

    /// <summary>Coalitions of fewer than all players that gain by leaving, largest gain first.</summary>
    public static List<BlockingCoalition> Blocking(GameTable game, IReadOnlyList<Rational> shares)
    {
        var together = new Rational[1 << game.Count];
        var blocking = new List<(int Coalition, Rational Gain)>();
        for (var coalition = 1; coalition < game.Everyone; coalition++)
        {
            together[coalition] = together[coalition & (coalition - 1)] + shares[BitOperations.TrailingZeroCount(coalition)];
            var gain = game.Kind == GameKind.Surplus ? game.Value(coalition) - together[coalition] : together[coalition] - game.Value(coalition);
            if (gain.Sign > 0) blocking.Add((coalition, gain));
        }

        return [.. blocking.OrderByDescending(entry => entry.Gain).ThenBy(entry => entry.Coalition)
            .Select(entry => new BlockingCoalition(game.Name(entry.Coalition), game.Value(entry.Coalition), together[entry.Coalition], entry.Gain))];
    }

    /// <summary>Names the coalitions that would leave.</summary>
    public static void SayBlocking(List<BlockingCoalition> blocking, bool efficient, Steps steps)
    {
        foreach (var (coalition, value, share, gain) in blocking.Take(GameLimits.NamedCoalitions))
        {
            steps.Add($"blocking/{coalition}", new($"{coalition} would gain by leaving", $"联盟 {coalition} 退出可得利"), gain,
                formula: $"|{value} - {share}|", note: new("This division is not in the core.", "该分配不在核心内。"));
        }

        steps.Say("core", new("In the core", "是否在核心内"), Word(efficient && blocking.Count == 0));
    }

    /// <summary>"yes" or "no", as a word of the steps.</summary>
    public static string Word(bool yes) => yes ? "yes" : "no";

    private static bool Better(GameKind kind, Rational alone, Rational share) => kind == GameKind.Surplus ? alone > share : alone < share;

    // Every coalition against every pair of coalitions that make it up: 3^n comparisons.
    private static bool IsSuperadditive(GameTable game)
    {
        var values = game.Surplus();
        for (var coalition = 1; coalition <= game.Everyone; coalition++)
        {
            for (var part = (coalition - 1) & coalition; part > 0; part = (part - 1) & coalition)
            {
                if (values[part] + values[coalition ^ part] > values[coalition]) return false;
            }
        }

        return true;
    }
}
