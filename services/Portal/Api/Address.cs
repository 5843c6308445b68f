namespace Ledger.Portal.Api;

/// <summary>Addresses with the parameters that say something.</summary>
public static class Address
{
    /// <summary>A path with parameters; empty ones are left out.</summary>
    public static string Of(string path, params IEnumerable<(string Name, string? Value)> query)
    {
        var said = string.Join('&', query.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!.Trim())}"));
        return said.Length == 0 ? path : path + (path.Contains('?') ? '&' : '?') + said;
    }

    /// <summary>The page that is shown, at another page of its list.</summary>
    public static string Next(HttpRequest request, string cursor) => request.Path + QueryString.Create(
        request.Query.Where(pair => pair.Key is not ("after" or "table")).Append(new("after", cursor)));
}
