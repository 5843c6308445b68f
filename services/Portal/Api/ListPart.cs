using System.Globalization;

namespace Ledger.Portal.Api;

/// <summary>
/// A part of a list that fits on a page: services answer with more rows than a page may weigh. Its cursor is the service's own, or
/// <c>50~CURSOR</c>: so many items of the service's page at that cursor come before it.
/// </summary>
/// <param name="Skip">Items of the service's page before it.</param>
/// <param name="Cursor">Cursor of the service's page; null for its first.</param>
public sealed record ListPart(int Skip, string? Cursor)
{
    /// <summary>The part at a cursor.</summary>
    public static ListPart At(string? after) =>
        (after ?? "").Split('~', 2) is [var skip, var cursor] && int.TryParse(skip, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new(count, cursor) : new(0, after);

    /// <summary>This part of the service's page, with the cursor of the next one.</summary>
    public Page<T> Of<T>(Page<T> page) => new(
        [.. page.Items.Skip(Skip).Take(Limits.ListRows)],
        (long)Skip + Limits.ListRows < page.Items.Count ? string.Create(CultureInfo.InvariantCulture, $"{Skip + Limits.ListRows}~{Cursor}") : page.Next);
}
