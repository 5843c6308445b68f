using Ledger.Portal.Accounts;
using Ledger.Portal.Api;
using Ledger.Portal.Web;
using Microsoft.AspNetCore.Components;

namespace Ledger.Portal.Pages.Audit;

/// <summary>What the rooms of the regulator's desk have in common: the case for which somebody reads goes with every question.</summary>
public abstract class AuditPage : LedgerPage
{
    /// <summary>Case for which it is read; a regulator with a grant names it, here or before.</summary>
    protected string? Case => Me.Is(Role.Regulator) ? ReadingCase.Of(Http) : Http.Request.Query["case"].FirstOrDefault();

    /// <summary>An address of the service with what was given of these parameters, and the case.</summary>
    protected string Asked(string path, params IEnumerable<(string Name, string? Value)> query) => Address(path, query.Append(("case", Case)));

    /// <summary>An address with what was given of these parameters.</summary>
    protected static string Address(string path, params IEnumerable<(string Name, string? Value)> query)
    {
        var given = string.Join('&', query.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!.Trim())}"));
        return given.Length == 0 ? path : $"{path}?{given}";
    }

    /// <summary>The same room with the case kept.</summary>
    protected string Room(string path) => Address(path, ("case", Case));

    /// <summary>Whether the reader did it: whoever made something does not check it.</summary>
    protected bool IsMine(Actor by) => by.Person == Me.Id || by.Person == $"{Me.Id}@{Me.Consortium}";

    /// <summary>A moment to the second.</summary>
    protected static string At(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    /// <summary>Everything typed in a list, by commas, spaces or lines.</summary>
    protected static System.Text.Json.Nodes.JsonArray Listed(string? text) =>
        [.. (text ?? "").Split([',', '，', '、', ' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(item => System.Text.Json.Nodes.JsonValue.Create(item))];

    /// <summary>Reads one thing under the case.</summary>
    protected Task<Answer<TShape>> ReadAsync<TShape>(string path, params IEnumerable<(string Name, string? Value)> query) => Api.GetAsync<TShape>(Asked(path, query));
}
