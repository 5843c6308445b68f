using System.Text.Json;
using Ledger.Cli.Connection;

namespace Ledger.Cli.Demo;

/// <summary>
/// Waits until a service has taken over what another one decided. The audit log tells: a service records its own copy of a
/// remote fact as a fact of its own.
/// </summary>
public static class Heard
{
    /// <summary>Waits until Risks holds a copy of every accepted value of the scenario.</summary>
    /// <param name="stage">The demo.</param>
    /// <param name="reader">Who looks.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="ConnectionException">They did not arrive in time.</exception>
    public static Task ValuesByRisksAsync(Stage stage, string reader, CancellationToken cancel)
    {
        var wanted = stage.Scenario.Contributions.Select(item => item.Reference).ToHashSet(StringComparer.Ordinal);
        return stage.UntilAsync("the risks service to hear of every accepted value", async () =>
        {
            var entries = await stage.Client.ListAsync<Entry>(reader, "audit/entries?type=accepted_value_copied.v1", cancel);
            var there = entries
                .Where(entry => entry.Envelope.Src == "risks" && Text(entry.Payload, "agreementId") == stage.AgreementId)
                .Select(entry => Text(entry.Payload, "reference"));
            return wanted.IsSubsetOf(there) ? wanted : null;
        }, cancel);
    }

    private static string Text(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : "";

    private sealed record Entry(Envelope Envelope, JsonElement Payload);

    private sealed record Envelope(string Src);
}
