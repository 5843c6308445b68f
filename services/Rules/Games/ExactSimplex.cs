using System.Numerics;

namespace Ledger.Rules;

/// <summary>
/// Maximises a linear function of numbers that are not negative under upper bounds that are not negative either, so that 0 is a
/// start. Whole numbers only: every entry is kept over one common denominator, the last pivot (Edmonds), so that no fraction is
/// ever reduced and no digit lost. The steepest column enters; after many steps without improvement Bland's rule takes over,
/// which cannot cycle.
/// </summary>
internal sealed class ExactSimplex
{
    private const int Patience = 4;

    private readonly int rows;
    private readonly int columns;
    private readonly BigInteger[][] table;
    private readonly int[] basis;
    private BigInteger scale = BigInteger.One;

    private ExactSimplex(IReadOnlyList<int[]> matrix, IReadOnlyList<BigInteger> bounds, IReadOnlyList<BigInteger> objective)
    {
        rows = bounds.Count;
        columns = matrix.Count;
        basis = [.. Enumerable.Range(columns, rows)];
        table = new BigInteger[rows + 1][];
        for (var row = 0; row <= rows; row++)
        {
            table[row] = new BigInteger[columns + rows + 1];
            for (var column = 0; column < columns; column++) table[row][column] = row < rows ? matrix[column][row] : -objective[column];
            if (row == rows) continue;
            table[row][columns + row] = BigInteger.One;
            table[row][^1] = bounds[row];
        }
    }

    /// <summary>The largest value.</summary>
    public Rational Optimum => Read(rows, columns + rows);

    /// <summary>Finds the optimum.</summary>
    /// <param name="matrix">Columns, one for each number sought; an entry for each bound.</param>
    /// <param name="bounds">Upper bounds, not negative.</param>
    /// <param name="objective">What is maximised; an entry for each number sought.</param>
    /// <exception cref="InvalidOperationException">There is no largest value: the caller's programme is wrong.</exception>
    public static ExactSimplex Maximise(IReadOnlyList<int[]> matrix, IReadOnlyList<BigInteger> bounds, IReadOnlyList<BigInteger> objective)
    {
        var simplex = new ExactSimplex(matrix, bounds, objective);
        simplex.Run();
        return simplex;
    }

    /// <summary>The numbers sought.</summary>
    public Rational[] Solution()
    {
        var solution = new Rational[columns];
        for (var row = 0; row < rows; row++)
        {
            if (basis[row] < columns) solution[basis[row]] = Read(row, columns + rows);
        }

        return solution;
    }

    /// <summary>The price of each bound: the solution of the dual programme.</summary>
    public Rational[] Prices() => [.. Enumerable.Range(columns, rows).Select(column => Read(rows, column))];

    private void Run()
    {
        var idle = 0;
        while (Entering(first: idle > Patience * rows) is var entering and >= 0)
        {
            var leaving = Leaving(entering);
            idle = table[leaving][^1].IsZero ? idle + 1 : 0;
            Pivot(leaving, entering);
        }
    }

    private int Entering(bool first)
    {
        var best = -1;
        for (var column = 0; column < columns + rows; column++)
        {
            if (table[rows][column].Sign >= 0) continue;
            if (first) return column;
            if (best < 0 || table[rows][column] < table[rows][best]) best = column;
        }

        return best;
    }

    private int Leaving(int entering)
    {
        var best = -1;
        for (var row = 0; row < rows; row++)
        {
            if (table[row][entering].Sign <= 0) continue;
            var order = best < 0 ? -1 : (table[row][^1] * table[best][entering]).CompareTo(table[best][^1] * table[row][entering]);
            if (order < 0 || (order == 0 && basis[row] < basis[best])) best = row;
        }

        return best >= 0 ? best : throw new InvalidOperationException("The programme has no largest value.");
    }

    private void Pivot(int leaving, int entering)
    {
        var pivot = table[leaving][entering];
        var source = table[leaving];
        for (var row = 0; row <= rows; row++)
        {
            if (row == leaving) continue;
            var target = table[row];
            var factor = target[entering];
            if (factor.IsZero && pivot == scale) continue;
            for (var column = 0; column < target.Length; column++)
            {
                var value = target[column] * pivot;
                if (!factor.IsZero && !source[column].IsZero) value -= factor * source[column];
                target[column] = scale.IsOne ? value : value / scale;
            }
        }

        scale = pivot;
        basis[leaving] = entering;
    }

    private Rational Read(int row, int column) => new(table[row][column], scale);
}
