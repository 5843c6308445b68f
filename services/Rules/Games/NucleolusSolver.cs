using System.Numerics;

namespace Ledger.Rules;

/// <summary>One stage: the largest excess that no division can push lower, and the coalitions it settles.</summary>
/// <param name="Excess">Of the surplus game, times its denominator (per member in the per-capita version).</param>
/// <param name="Settled">Coalitions, by bit mask, whose share is fixed from here on.</param>
internal sealed record NucleolusStage(Rational Excess, IReadOnlyList<int> Settled);

/// <summary>
/// Minimises the excesses of the coalitions in lexicographic order over all divisions that give each player at least its
/// stand-alone value: one exact linear programme per stage, at most one stage less than players. Coalitions with a positive
/// weight in the optimal dual solution are tight in every optimal division and are fixed; coalitions that depend linearly on
/// fixed ones are settled with them.
/// </summary>
internal sealed class NucleolusSolver
{
    private readonly int players;
    private readonly bool perCapita;
    private readonly BigInteger[] excessAlone;
    private readonly BigInteger lift;
    private readonly List<(int Coalition, Rational Share)> settled = [];
    private readonly List<NucleolusStage> stages = [];

    // excessAlone: values of the surplus game less the stand-alone values of the members.
    private NucleolusSolver(BigInteger[] excessAlone, int players, bool perCapita)
    {
        this.excessAlone = excessAlone;
        this.players = players;
        this.perCapita = perCapita;

        // No excess is below -(gain) or below the poorest coalition less the gain; lifted by more than that, the largest
        // excess is a positive number, as the simplex wants it.
        lift = excessAlone[^1] - excessAlone.Min() + 1;
    }

    /// <summary>Divides the value of the coalition of all players; the imputation set must not be empty.</summary>
    /// <param name="surplus">Values of the surplus game by bit mask.</param>
    /// <param name="players">Number of players.</param>
    /// <param name="perCapita">Excess per member instead of excess.</param>
    /// <param name="stages">How it went.</param>
    public static Rational[] Solve(BigInteger[] surplus, int players, bool perCapita, out IReadOnlyList<NucleolusStage> stages)
    {
        var beyond = new BigInteger[surplus.Length];
        for (var coalition = 1; coalition < surplus.Length; coalition++)
        {
            var alone = BigInteger.Zero;
            for (var rest = coalition; rest != 0; rest &= rest - 1) alone += surplus[rest & -rest];
            beyond[coalition] = surplus[coalition] - alone;
        }

        var solver = new NucleolusSolver(beyond, players, perCapita);
        var gains = solver.Run();
        stages = solver.stages;
        return [.. gains.Select((gain, player) => gain + surplus[1 << player])];
    }

    private Rational[] Run()
    {
        var everyone = excessAlone.Length - 1;
        settled.Add((everyone, excessAlone[everyone]));
        var open = Orthogonal();
        var gains = new Rational[players];
        if (open.Count == 0) gains[0] = excessAlone[everyone];
        while (open.Count > 0) gains = Stage(ref open);
        return gains;
    }

    // Dual of: least lifted excess e with y(S) + w e >= v(S) + w lift for the open coalitions, y(T) fixed for the settled ones, y >= 0.
    private Rational[] Stage(ref List<BigInteger[]> open)
    {
        var directions = open;
        var candidates = Enumerable.Range(1, excessAlone.Length - 2).Where(coalition => !Depends(coalition, directions)).ToList();
        var common = WholeNumbers.Denominator(settled.Select(entry => entry.Share))!.Value;
        var matrix = new List<int[]>();
        var objective = new List<BigInteger>();
        foreach (var coalition in candidates)
        {
            matrix.Add(Column(coalition, 1, Weight(coalition)));
            objective.Add((excessAlone[coalition] + (Weight(coalition) * lift)) * common);
        }

        foreach (var (coalition, share) in settled)
        {
            var whole = share.Over(common);
            matrix.Add(Column(coalition, 1, 0));
            objective.Add(whole);
            matrix.Add(Column(coalition, -1, 0));
            objective.Add(-whole);
        }

        var bounds = new BigInteger[players + 1];
        bounds[players] = BigInteger.One;
        var programme = ExactSimplex.Maximise(matrix, bounds, objective);
        var weights = programme.Solution();
        var prices = programme.Prices();
        Rational[] gains = [.. prices.Take(players).Select(price => price / common)];
        Settle(candidates.Where((_, i) => weights[i].Sign > 0), gains, (prices[players] / common) - lift, ref open);
        return gains;
    }

    private void Settle(IEnumerable<int> tight, Rational[] gains, Rational excess, ref List<BigInteger[]> open)
    {
        var now = new List<int>();
        foreach (var coalition in tight)
        {
            now.Add(coalition);
            if (Depends(coalition, open)) continue;
            settled.Add((coalition, Sum(coalition, gains)));
            open = Orthogonal();
        }

        stages.Add(new NucleolusStage(excess, now));
    }

    private int Weight(int coalition) => perCapita ? BitOperations.PopCount((uint)coalition) : 1;

    private int[] Column(int coalition, int sign, int weight)
    {
        var column = new int[players + 1];
        for (var rest = coalition; rest != 0; rest &= rest - 1) column[BitOperations.TrailingZeroCount(rest)] = sign;
        column[players] = weight;
        return column;
    }

    private static Rational Sum(int coalition, Rational[] gains)
    {
        var sum = Rational.Zero;
        for (var rest = coalition; rest != 0; rest &= rest - 1) sum += gains[BitOperations.TrailingZeroCount(rest)];
        return sum;
    }

    // A coalition's share is settled when no direction that leaves the settled shares alone changes it.
    private static bool Depends(int coalition, List<BigInteger[]> directions) => directions.TrueForAll(direction =>
    {
        var change = BigInteger.Zero;
        for (var rest = coalition; rest != 0; rest &= rest - 1) change += direction[BitOperations.TrailingZeroCount(rest)];
        return change.IsZero;
    });

    // Basis of the directions in which a division can still move: the null space of the settled coalitions, in whole numbers.
    private List<BigInteger[]> Orthogonal()
    {
        var rows = settled.Select(entry => Enumerable.Range(0, players).Select(i => new Rational(entry.Coalition >> i & 1)).ToArray()).ToList();
        var pivots = new List<int>();
        for (var column = 0; column < players; column++)
        {
            var found = rows.FindIndex(pivots.Count, row => !row[column].IsZero);
            if (found < 0) continue;
            var at = pivots.Count;
            (rows[at], rows[found]) = (rows[found], rows[at]);
            var lead = rows[at][column];
            rows[at] = [.. rows[at].Select(entry => entry / lead)];
            for (var other = 0; other < rows.Count; other++)
            {
                var factor = rows[other][column];
                if (other != at && !factor.IsZero) rows[other] = [.. rows[other].Select((entry, i) => entry - (factor * rows[at][i]))];
            }

            pivots.Add(column);
        }

        return [.. Enumerable.Range(0, players).Where(column => !pivots.Contains(column)).Select(free => Direction(rows, pivots, free))];
    }

    private BigInteger[] Direction(List<Rational[]> rows, List<int> pivots, int free)
    {
        var direction = new Rational[players];
        direction[free] = Rational.One;
        for (var row = 0; row < pivots.Count; row++) direction[pivots[row]] = -rows[row][free];
        var common = WholeNumbers.Denominator(direction)!.Value;
        return [.. direction.Select(entry => entry.Over(common))];
    }
}
