namespace Ledger.Portal.Pages.Values;

/// <summary>Moments that are typed in UTC.</summary>
internal static class Utc
{
    /// <summary>What a browser's field for a moment holds (<c>2025-03-01T09:30</c>) as the services take it.</summary>
    public static string? Of(string? typed) => typed is null ? null : typed.Length == "2025-03-01T09:30".Length ? typed + ":00Z" : typed + "Z";
}
