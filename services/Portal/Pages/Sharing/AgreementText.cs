using System.Text.Json;
using Ledger.Portal.Api;

namespace Ledger.Portal.Pages.Sharing;

/// <summary>What the pages of the finance desk need to know of an agreement's text.</summary>
/// <param name="Currency">Its currency.</param>
/// <param name="Parties">Its parties.</param>
/// <param name="Participants">Who shares its benefits.</param>
/// <param name="ScoredMeasures">Measures of the residual that a run states: scores and solutions of games.</param>
internal sealed record AgreementText(string Currency, IReadOnlyList<string> Parties, IReadOnlyList<string> Participants, IReadOnlyList<string> ScoredMeasures)
{
    private static readonly string[] Scored = ["performance-score", "game-value"];

    /// <summary>The version in force; null when there is none or it cannot be read.</summary>
    public static async Task<AgreementText?> OfAsync(LedgerApi api, string agreementId)
    {
        var versions = (await api.ListAsync<AgreementLine>("agreements")).Value?.Items.Where(item => item.AgreementId == agreementId && item.Stage == "active");
        if (versions?.MaxBy(version => version.AgreementVersion) is not { } version || (await api.GetAsync<Agreement>($"agreements/{version.Id}")).Value is not { } agreement) return null;
        var text = agreement.Document;
        var benefit = text.TryGetProperty("benefit", out var found) ? found : default;
        var participants = benefit.ValueKind == JsonValueKind.Object && benefit.TryGetProperty("participants", out var named) && named.ValueKind == JsonValueKind.Array
            ? named.EnumerateArray().Select(party => party.GetString() ?? "").ToList() : [.. agreement.Parties];
        return new AgreementText(
            text.TryGetProperty("currency", out var currency) ? currency.GetString() ?? "CNY" : "CNY", agreement.Parties, participants,
            benefit.ValueKind == JsonValueKind.Object ? [.. Scored.Where(measure => Mentions(benefit, measure))] : []);
    }

    // A key of the residual names its measure; whatever else the tier is made of is not of interest here.
    private static bool Mentions(JsonElement element, string measure) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(member => (member.Name == "key" && member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() == measure) || Mentions(member.Value, measure)),
        JsonValueKind.Array => element.EnumerateArray().Any(item => Mentions(item, measure)),
        _ => false,
    };
}
