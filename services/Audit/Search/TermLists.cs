using System.Globalization;
using Ledger.Transparency.Search;

namespace Ledger.Audit.Search;

/// <summary>
/// The part of a query that finds entries by what they name: each term's rows of <c>audit_term</c>, one per block and in the order of the
/// log, held against each other block by block; only in blocks that all terms share are entries looked at. So what is rare leads, and what
/// is common ends as soon as enough is found. The consortium is <c>$1</c>.
/// </summary>
/// <param name="newestFirst">The order in which the entries are wanted.</param>
internal sealed class TermLists(bool newestFirst)
{
    private readonly List<string> _lists = [];

    /// <summary>Nothing is asked of terms.</summary>
    public bool IsEmpty => _lists.Count == 0;

    /// <summary>What the entries are to be ordered by before their index.</summary>
    public string Order => newestFirst ? "t0.block desc" : "t0.block";

    /// <summary>All entries must name a term.</summary>
    /// <param name="field">One of the fields of <see cref="Findable"/>.</param>
    /// <param name="condition">Which terms, on the column <c>term</c>: any of them.</param>
    /// <param name="place">From which block on, or to which, on the column <c>block</c>.</param>
    public void Add(string field, string condition, string place)
    {
        // Computed here, the ends of a block are columns to the outer query, which then finds entries by them under row-level security.
        _lists.Add(
            $"""
            (select block, block * {Size} as first, block * {Size} + {Last} as last, bit_or(entries) as entries from audit_term
             where tenant_id = $1 and field = '{field}' and {condition} and {place} group by block order by block{(newestFirst ? " desc" : "")})
            """);
    }

    /// <summary>The lists joined with a table of entries.</summary>
    /// <param name="table">The table and its alias.</param>
    /// <param name="alias">The alias.</param>
    public string From(string table, string alias)
    {
        var from = $"{_lists[0]} t0";
        var all = "t0.entries";
        for (var i = 1; i < _lists.Count; i++)
        {
            all += $" & t{Text(i)}.entries";
            from += $" join {_lists[i]} t{Text(i)} on t{Text(i)}.block = t0.block and ({all}) <> 0";
        }

        return $"{from} join {table} on {alias}.tenant_id = $1 and {alias}.index >= t0.first and {alias}.index <= t0.last and {alias}.index / {Size} = t0.block and (({all}) >> ({alias}.index % {Size})::integer) & 1 = 1";
    }

    private static string Size { get; } = Text(TermBlocks.Size);

    private static string Last { get; } = Text(TermBlocks.Size - 1);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
