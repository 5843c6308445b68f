using Ledger.Portal.Api;

namespace Ledger.Portal.Pages.Risks;

/// <summary>Finds agreements for forms that ask for their parties and categories.</summary>
internal static class Agreements
{
    /// <summary>The version in force of an agreement, or of the last one where none is named; null when none is in force.</summary>
    public static async Task<Agreement?> InForceAsync(LedgerApi api, string? agreementId)
    {
        var lines = (await api.ListAsync<AgreementLine>("agreements")).Value?.Items ?? [];
        return lines.LastOrDefault(line => line.Stage == "active" && (agreementId is not { Length: > 0 } || line.AgreementId == agreementId)) is { } active
            ? (await api.GetAsync<Agreement>($"agreements/{active.Id}")).Value
            : null;
    }
}
