using System.Globalization;
using Ledger.Transparency.Search;

namespace Ledger.Audit.Search;

/// <summary>
/// The part of a query that finds entries by what they name: lists of blocks with the entries in them, held against each other block by
/// block; only in blocks that all lists share are entries looked at. So what is rare leads, what is common ends as soon as enough is found,
/// and common things that never come together cost one pass over their blocks. The consortium is <c>$1</c>.
/// </summary>
/// <param name="newestFirst">The order in which the entries are wanted.</param>
internal sealed class TermLists(bool newestFirst)
{
    private readonly List<string> _lists = [];

    /// <summary>Nothing is asked of terms.</summary>
    public bool IsEmpty => _lists.Count == 0;

    /// <summary>What the entries are to be ordered by.</summary>
    public string Order => newestFirst ? "t0.block desc, e.index desc" : "t0.block, e.index";

    /// <summary>All entries must name one of some terms.</summary>
    /// <param name="field">One of the fields of <see cref="Findable"/>.</param>
    /// <param name="terms">Which terms, on the column <c>term</c>.</param>
    /// <param name="place">From which block on, or up to which, on the column <c>block</c>.</param>
    public void Terms(string field, string terms, string place) =>
        Add("block", "entries", $"audit_term where tenant_id = $1 and field = '{field}' and {terms} and {place}");

    /// <summary>All entries must stand in a table.</summary>
    /// <param name="rows">The table and a condition on its rows, which have a column <c>index</c>.</param>
    public void Rows(string rows) => Add($"index / {Size}", $"1::bigint << (index % {Size})::integer", rows);

    /// <summary>The lists with the entries they share, as <c>e</c>.</summary>
    /// <param name="columns">Columns wanted of the entries.</param>
    /// <param name="table">Table of entries with its alias.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="where">Further conditions on the entries.</param>
    public string From(string columns, string table, string alias, string where)
    {
        var from = $"{_lists[0]} t0";
        var all = "t0.entries";
        for (var i = 1; i < _lists.Count; i++)
        {
            all += $" & t{Text(i)}.entries";
            from += $" join {_lists[i]} t{Text(i)} on t{Text(i)}.block = t0.block and ({all}) <> 0";
        }

        // Entries are looked up by block and never the other way round: how many there are of a term, the database cannot know.
        return
            $"""
            {from} cross join lateral (
                select {columns} from {table} where {alias}.index >= t0.first and {alias}.index <= t0.last and (({all}) >> ({alias}.index % {Size})::integer) & 1 = 1
                    and {where} order by {alias}.index{Direction}) e
            """;
    }

    // Computed here, the ends of a block are columns to the outer query, by which it finds entries under row-level security too: operators
    // that are not leakproof would keep it from the index.
    private void Add(string block, string entries, string rows) => _lists.Add(
        $"(select {block} as block, {block} * {Size} as first, {block} * {Size} + {Last} as last, bit_or({entries}) as entries from {rows} group by 1 order by 1{Direction})");

    private string Direction => newestFirst ? " desc" : "";

    private static string Size { get; } = Text(TermBlocks.Size);

    private static string Last { get; } = Text(TermBlocks.Size - 1);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
