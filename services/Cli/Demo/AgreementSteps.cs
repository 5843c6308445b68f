using Ledger.Cli.Connection;

namespace Ledger.Cli.Demo;

/// <summary>The agreement is written down, put to the parties, and signed by every one of them.</summary>
public static class AgreementSteps
{
    /// <summary>Drives the phase.</summary>
    /// <returns>Stream of the agreement version.</returns>
    public static async Task<Guid> RunAsync(Stage stage, CancellationToken cancel)
    {
        var (document, handling) = (stage.Scenario.Agreement, stage.Scenario.Handling);
        stage.Progress($"agreement {document.AgreementId} version {document.Version}: {document.Title.En} / {document.Title.Zh}");
        var drafted = await stage.DoAsync("agreement/draft", handling.DraftedBy, "agreements", new { document = document.Json }, null, cancel);
        await stage.DoAsync("agreement/proposal", handling.DraftedBy, $"agreements/{drafted.Id}/proposal", new { }, drafted.Version, cancel);

        foreach (var (party, by) in handling.Signatures)
        {
            // Everybody signs what the service shows him, after comparing it with what was negotiated.
            var shown = (await stage.Client.GetAsync<Agreement>(by, $"agreements/{drafted.Id}", cancel)).Value;
            if (shown.DocumentHash != document.DocumentHash)
                throw new ConnectionException($"The agreement that {by} is shown is not the one of this file: {shown.DocumentHash}, not {document.DocumentHash}.");
            await stage.DoAsync($"agreement/signature/{party}", by, $"agreements/{drafted.Id}/signatures", new { documentHash = shown.DocumentHash }, null, cancel);
            stage.Progress($"  signed for {party} by {by}");
        }

        return drafted.Id;
    }

    private sealed record Agreement(string DocumentHash);
}
