namespace Ledger.ServiceDefaults.Hosting;

/// <summary>One page of a list.</summary>
/// <param name="Items">At most <see cref="Limits.PageSize"/> items, in a stable order.</param>
/// <param name="Next">Cursor of the next page, or null at the end; opaque to clients.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Makes pages.</summary>
public static class Page
{
    /// <summary>Cuts a query result of at most one item more than the page into a page.</summary>
    public static Page<T> Of<T>(IReadOnlyList<T> found, int size, Func<T, string> cursor) =>
        found.Count > size ? new([.. found.Take(size)], cursor(found[size - 1])) : new(found, null);
}
