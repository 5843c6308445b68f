using System.Numerics;

namespace Ledger.Transparency.Search;

/// <summary>The entries within one block of the log that name one term.</summary>
/// <param name="Tenant">Consortium.</param>
/// <param name="Field">One of the fields of <see cref="Findable"/>.</param>
/// <param name="Term">What is named.</param>
/// <param name="Block">Index of the entries divided by <see cref="TermBlocks.Size"/>.</param>
/// <param name="Entries">A bit for each entry: that of its index modulo <see cref="TermBlocks.Size"/>.</param>
public sealed record TermBlock(string Tenant, string Field, string Term, long Block, long Entries);

/// <summary>
/// Brings the terms of entries together: entries that are written at once name much the same, and a row costs what it costs whether one
/// entry stands in it or 64.
/// </summary>
public static class TermBlocks
{
    /// <summary>Places of the log in one block.</summary>
    public const int Size = 64;

    /// <summary>The last block that holds an index.</summary>
    public const long Last = long.MaxValue / Size;

    /// <summary>Blocks of terms of entries, by consortium, field, term and place.</summary>
    public static IReadOnlyList<TermBlock> Of(IEnumerable<(long Index, string Tenant, string Field, string Term)> terms)
    {
        var entries = new Dictionary<(string Tenant, string Field, string Term, long Block), long>();
        foreach (var (index, tenant, field, term) in terms)
        {
            var key = (tenant, field, term, index / Size);
            entries[key] = entries.GetValueOrDefault(key) | (1L << (int)(index % Size));
        }

        var blocks = new List<TermBlock>(entries.Count);
        foreach (var (key, bits) in entries) blocks.Add(new TermBlock(key.Tenant, key.Field, key.Term, key.Block, bits));
        blocks.Sort(ByKey);
        return blocks;
    }

    /// <summary>Indexes of the entries of a block, in ascending order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The log has no such block.</exception>
    public static IEnumerable<long> Indexes(long block, long entries)
    {
        if (block is < 0 or > Last) throw new ArgumentOutOfRangeException(nameof(block));
        return Each();

        IEnumerable<long> Each()
        {
            for (var bits = unchecked((ulong)entries); bits != 0; bits &= bits - 1) yield return (block * Size) + BitOperations.TrailingZeroCount(bits);
        }
    }

    private static int ByKey(TermBlock a, TermBlock b)
    {
        var order = string.CompareOrdinal(a.Tenant, b.Tenant);
        if (order == 0) order = string.CompareOrdinal(a.Field, b.Field);
        if (order == 0) order = string.CompareOrdinal(a.Term, b.Term);
        return order == 0 ? a.Block.CompareTo(b.Block) : order;
    }
}
