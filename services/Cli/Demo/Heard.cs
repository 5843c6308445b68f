using System.Text.Json;
using Ledger.Cli.Connection;

namespace Ledger.Cli.Demo;

/// <summary>
/// Waits until a service has taken over what another one decided: until then it would decide on less than was decided elsewhere.
/// A service records its own copy of a remote fact as a fact of its own, so the audit log tells.
/// </summary>
public static class Heard
{
    /// <summary>Waits until Risks holds a copy of every accepted value of the scenario.</summary>
    /// <param name="stage">The demo.</param>
    /// <param name="reader">Who looks.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="ConnectionException">They did not arrive in time.</exception>
    public static Task ValuesByRisksAsync(Stage stage, string reader, CancellationToken cancel) =>
        CopiesAsync(stage, reader, "risks", "accepted_value_copied.v1", stage.Scenario.Contributions.Select(item => item.Reference), cancel);

    /// <summary>Waits until Distribution has booked every accepted value of the scenario in the book in kind.</summary>
    /// <param name="stage">The demo.</param>
    /// <param name="reader">Who looks.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="ConnectionException">They did not arrive in time.</exception>
    public static Task ValuesByDistributionAsync(Stage stage, string reader, CancellationToken cancel)
    {
        var wanted = stage.Scenario.Contributions.Select(item => item.Reference).ToHashSet(StringComparer.Ordinal);
        return stage.UntilAsync("distribution to book every accepted value", async () =>
        {
            var entries = await stage.Client.ListAsync<Booked>(
                reader, $"journal?book=in-kind&agreement={Uri.EscapeDataString(stage.AgreementId)}", cancel);
            return wanted.IsSubsetOf(entries.Select(entry => entry.Contribution?.Reference ?? "")) ? wanted : null;
        }, cancel);
    }

    /// <summary>Waits until Distribution holds every allocated loss of the scenario.</summary>
    /// <param name="stage">The demo.</param>
    /// <param name="reader">Who looks.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="ConnectionException">They did not arrive in time.</exception>
    public static Task LossesByDistributionAsync(Stage stage, string reader, CancellationToken cancel) =>
        CopiesAsync(stage, reader, "distribution", "loss_charged.v1", stage.Scenario.RiskEvents.Select(item => item.Reference), cancel);

    private static async Task CopiesAsync(
        Stage stage, string reader, string service, string type, IEnumerable<string> references, CancellationToken cancel)
    {
        var wanted = references.ToHashSet(StringComparer.Ordinal);
        await stage.UntilAsync($"{service} to take over ({type}) {string.Join(", ", wanted)}", async () =>
        {
            if (wanted.Count == 0) return wanted;
            var entries = await stage.Client.ListAsync<Entry>(reader, $"audit/entries?type={type}", cancel);
            var there = entries
                .Where(entry => entry.Envelope.Src == service && Text(entry.Payload, "agreementId") == stage.AgreementId)
                .Select(entry => Text(entry.Payload, "reference"));
            return wanted.IsSubsetOf(there) ? wanted : null;
        }, cancel);
    }

    private static string Text(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : "";

    private sealed record Entry(Envelope Envelope, JsonElement Payload);

    private sealed record Envelope(string Src);

    private sealed record Booked(Contribution? Contribution = null);

    private sealed record Contribution(string Reference);
}
