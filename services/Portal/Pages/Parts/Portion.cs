using Ledger.Portal.Api;

namespace Ledger.Portal.Pages.Parts;

/// <summary>
/// Some rows of a long list that is read whole, since the page orders it: <c>?from=51</c> shows the second fifty. What stands in its
/// service's own order goes on by cursor instead (<see cref="ListPart"/>).
/// </summary>
public sealed class Portion<T>
{
    private readonly HttpRequest _request;
    private readonly int _from;
    private readonly int _most;

    /// <summary>The rows that the address asks for; those of the beginning when it asks for none.</summary>
    /// <param name="all">The list in the order of the page.</param>
    /// <param name="request">The request that is answered.</param>
    /// <param name="cut">Whether the list itself goes on beyond what was read of it.</param>
    /// <param name="most">Rows on one page.</param>
    public Portion(IEnumerable<T> all, HttpRequest request, bool cut = false, int most = Limits.ListRows)
    {
        var rows = all.ToList();
        (_request, _most, Of, Cut) = (request, most, rows.Count, cut);
        _from = int.TryParse(request.Query["from"].LastOrDefault(), System.Globalization.CultureInfo.InvariantCulture, out var from) && from > 1 && from <= rows.Count ? from : 1;
        Rows = [.. rows.Skip(_from - 1).Take(most)];
    }

    /// <summary>The rows to show.</summary>
    public IReadOnlyList<T> Rows { get; }

    /// <summary>How many there are.</summary>
    public int Of { get; }

    /// <summary>Whether there are more than <see cref="Of"/>, which a page does not read.</summary>
    public bool Cut { get; }

    /// <summary>Number of the first row that is shown, from 1.</summary>
    public int First => _from;

    /// <summary>Number of the last row that is shown.</summary>
    public int Last => _from + Rows.Count - 1;

    /// <summary>Address of the rows before; null at the beginning.</summary>
    public string? Before => _from > 1 ? At(Math.Max(1, _from - _most)) : null;

    /// <summary>Address of the rows after; null at the end.</summary>
    public string? After => Last < Of ? At(Last + 1) : null;

    private string At(int row) => _request.Path + QueryString.Create(_request.Query.Where(pair => pair.Key is not ("from" or "table" or "gone" or "large"))
        .Append(new("from", row.ToString(System.Globalization.CultureInfo.InvariantCulture))));
}
