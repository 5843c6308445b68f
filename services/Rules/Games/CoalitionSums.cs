using System.Numerics;

namespace Ledger.Rules;

/// <summary>
/// The only two sums over coalitions that the Shapley and the Banzhaf value need: the values of all coalitions of a size, and of
/// those among them that a player belongs to. One pass with two additions per coalition: the players are cut into a low and a
/// high half; each row (one high half, all low halves) is added up by size for its high players, and each column (one low half)
/// by the size of the high halves for the low players. Whole numbers only, so that the order of addition cannot matter.
/// </summary>
internal sealed class CoalitionSums
{
    private readonly BigInteger[] all;
    private readonly BigInteger[][] containing;

    private CoalitionSums(BigInteger[] all, BigInteger[][] containing)
    {
        this.all = all;
        this.containing = containing;
    }

    public int Players => containing.Length;

    /// <summary>Sum of the values of the coalitions of this size.</summary>
    public BigInteger All(int size) => all[size];

    /// <summary>Sum of the values of the coalitions of this size that the player belongs to.</summary>
    public BigInteger Containing(int player, int size) => containing[player][size];

    /// <summary>What the player adds to coalitions of this size that it is not in, added up over them.</summary>
    public BigInteger Added(int player, int size) => Containing(player, size + 1) - (All(size) - Containing(player, size));

    /// <summary>Adds up values by bit mask; the sums are kept in 64 bits where none of them can overflow, else in 128.</summary>
    public static CoalitionSums Of(ReadOnlySpan<long> values)
    {
        var players = PlayersOf(values.Length);
        var largest = 0UL;
        foreach (var value in values) largest = Math.Max(largest, value < 0 ? unchecked(0UL - (ulong)value) : (ulong)value);
        return largest <= (ulong)long.MaxValue >> players ? Add<long, long>(values, players) : Add<long, Int128>(values, players);
    }

    /// <inheritdoc cref="Of(ReadOnlySpan{long})"/>
    public static CoalitionSums Of(ReadOnlySpan<Int128> values)
    {
        var players = PlayersOf(values.Length);
        var most = Int128.MaxValue >> players;
        foreach (var value in values)
        {
            if (value > most || value < -most) return Add<Int128, BigInteger>(values, players);
        }

        return Add<Int128, Int128>(values, players);
    }

    /// <inheritdoc cref="Of(ReadOnlySpan{long})"/>
    public static CoalitionSums Of(ReadOnlySpan<BigInteger> values) => Add<BigInteger, BigInteger>(values, PlayersOf(values.Length));

    private static int PlayersOf(int length) => length > 1 && BitOperations.IsPow2(length)
        ? BitOperations.Log2((uint)length)
        : throw new ArgumentException("A game has a value for each of 2^n coalitions, n at least 1.", nameof(length));

    private static CoalitionSums Add<TValue, TSum>(ReadOnlySpan<TValue> values, int players)
        where TValue : struct, INumberBase<TValue>
        where TSum : struct, INumberBase<TSum>
    {
        var low = players / 2;
        var high = players - low;
        var width = 1 << low;
        var bySize = new TSum[players + 1];
        var byPlayer = new TSum[players][];
        for (var i = 0; i < players; i++) byPlayer[i] = new TSum[players + 1];
        var columns = new TSum[(high + 1) * width];
        var row = new TSum[low + 1];
        var sizes = new int[width];
        for (var part = 0; part < width; part++) sizes[part] = BitOperations.PopCount((uint)part);

        // The caller has chosen a sum that cannot overflow.
        unchecked
        {
            for (var top = 0; top < 1 << high; top++)
            {
                var size = BitOperations.PopCount((uint)top);
                AddRow(values.Slice(top << low, width), columns.AsSpan(size * width, width), row, sizes);
                for (var s = 0; s <= low; s++)
                {
                    bySize[size + s] += row[s];
                    for (var rest = top; rest != 0; rest &= rest - 1) byPlayer[low + BitOperations.TrailingZeroCount(rest)][size + s] += row[s];
                }
            }

            for (var size = 0; size <= high; size++)
            {
                for (var part = 0; part < width; part++)
                {
                    var column = columns[(size * width) + part];
                    for (var rest = part; rest != 0; rest &= rest - 1) byPlayer[BitOperations.TrailingZeroCount(rest)][size + sizes[part]] += column;
                }
            }
        }

        return new CoalitionSums([.. bySize.Select(Big)], [.. byPlayer.Select(sums => sums.Select(Big).ToArray())]);
    }

    private static void AddRow<TValue, TSum>(ReadOnlySpan<TValue> values, Span<TSum> columns, Span<TSum> row, ReadOnlySpan<int> sizes)
        where TValue : struct, INumberBase<TValue>
        where TSum : struct, INumberBase<TSum>
    {
        row.Clear();
        columns = columns[..values.Length];
        sizes = sizes[..values.Length];
        unchecked
        {
            for (var part = 0; part < values.Length; part++)
            {
                var value = TSum.CreateTruncating(values[part]);
                columns[part] += value;
                row[sizes[part]] += value;
            }
        }
    }

    private static BigInteger Big<TSum>(TSum sum) where TSum : struct, INumberBase<TSum> => BigInteger.CreateChecked(sum);
}
