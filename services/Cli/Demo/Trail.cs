using System.Text.Json;
using Ledger.Cli.Connection;
using Ledger.Rules;

namespace Ledger.Cli.Demo;

/// <summary>One line of a trail, as a reader follows it from the money back to the paper.</summary>
/// <param name="Step">Settlement, run, accepted value, loss, evidence, agreement.</param>
/// <param name="What">What was recorded, with its figure.</param>
/// <param name="Who">Person and organisation; empty when nobody in particular acted.</param>
/// <param name="Index">Place in the audit log.</param>
/// <param name="Hash">SHA-256 of the recorded payload, or of the evidence file.</param>
public sealed record TrailLine(Text Step, string What, string Who, long Index, string Hash);

/// <summary>Where one party's settled amount comes from, as the audit log tells it.</summary>
/// <param name="Party">Whose line.</param>
/// <param name="Pool">Of which pool.</param>
/// <param name="Entries">Events of the whole trail.</param>
/// <param name="Lines">The short trail.</param>
/// <param name="Faults">Why the trail proves nothing; empty when every citation leads to the very event that was cited.</param>
public sealed record Trail(string Party, string Pool, int Entries, IReadOnlyList<TrailLine> Lines, IReadOnlyList<string> Faults)
{
    private static readonly (string Type, Text Name)[] Steps =
    [
        ("run_settled.v1", new("Settlement", "结算")),
        ("run_computed.v1", new("Run", "分配方案")),
        ("value_accepted.v1", new("Accepted value", "认定价值")),
        ("loss_allocated.v1", new("Loss", "损失分担")),
        ("contribution_verified.v1", new("Evidence", "凭证")),
        ("agreement_activated.v1", new("Agreement", "协议")),
    ];

    // Losses are part of the trail where there are any; the rest must be there.
    private static readonly string[] Needed = [.. Steps.Select(step => step.Type).Where(type => type != "loss_allocated.v1")];

    /// <summary>
    /// Reads the trail of the settlement of the last pool, for the first participant, once the audit log holds all of it. It is
    /// read as the regulator where the scenario has one: whoever watches over it is put on record himself.
    /// </summary>
    /// <exception cref="ConnectionException">It did not arrive in time.</exception>
    public static async Task<Trail?> ReadAsync(Stage stage, IReadOnlyList<SettledRun> settled, CancellationToken cancel)
    {
        if (settled.Count == 0) return null;
        var (pool, _, runId) = settled[^1];
        var party = stage.Scenario.Agreement.Benefit.Participants[0];
        var path = $"audit/trail?stream={runId}&party={Uri.EscapeDataString(party)}";
        var regulator = stage.Scenario.People.FirstOrDefault(person => person.Has(Scenario.PersonRole.Regulator));

        var seen = await stage.UntilAsync("the audit log to hold the whole trail of the settlement", async () =>
        {
            var found = await stage.Client.FindAsync<TrailView>(pool.SettledBy, path, cancel);
            return found is not null && IsThere(found.Value) ? found.Value : null;
        }, cancel);
        if (regulator is not null) seen = (await stage.Client.GetAsync<TrailView>(regulator.Id, path, cancel)).Value;
        return Of(seen, party, pool.Reference);
    }

    /// <summary>The short trail of a whole one.</summary>
    /// <param name="view">From the audit service.</param>
    /// <param name="party">Whose side.</param>
    /// <param name="pool">Reference of the pool.</param>
    public static Trail Of(TrailView view, string party, string pool)
    {
        var lines = new List<TrailLine>();
        foreach (var (type, name) in Steps)
        {
            foreach (var node in view.Nodes.Where(node => node.Type == type && node.Payload is not null).OrderBy(node => node.Index))
                lines.AddRange(LinesOf(node, node.Payload!.Value, name, party));
        }

        return new Trail(party, pool, view.Nodes.Count, lines, FaultsOf(view));
    }

    // Every citation leads somewhere, and what somebody copied from another service is there too.
    private static bool IsThere(TrailView view) =>
        view.Nodes.Any(node => node.Event == view.Start && node.Type == Steps[0].Type) && view.Nodes.All(node => node.State != "not-logged-yet");

    private static List<string> FaultsOf(TrailView view)
    {
        List<string> faults = [];
        faults.AddRange(view.Nodes.Where(node => node.State == "not-logged-yet").Select(node => $"event {node.Event} is cited and not in the log"));
        faults.AddRange(view.Edges.Where(edge => edge is { Kind: "cites", Hash: "differs" })
            .Select(edge => $"event {edge.From} cites {edge.To} with another hash than the logged one"));

        // A limit of the service may cut a very long trail; of a whole one, every step must be there.
        if (view.Complete)
            faults.AddRange(Needed.Where(type => view.Nodes.All(node => node.Type != type)).Select(type => $"the trail does not reach {type}"));
        return faults;
    }

    private static IEnumerable<TrailLine> LinesOf(TrailNodeView node, JsonElement payload, Text name, string party)
    {
        var who = node.Person is null ? "" : $"{node.Person} ({node.Organisation})";
        var index = node.Index ?? -1;
        var hash = node.PayloadHash ?? "";
        switch (node.Type)
        {
            case "run_settled.v1":
            case "run_computed.v1":
                var own = payload.GetProperty("lines").EnumerateArray().FirstOrDefault(line => Text(line, "party") == party);
                yield return new TrailLine(name, own.ValueKind == JsonValueKind.Undefined ? party : $"{party}: {Amount(own, "cash")}", who, index, hash);
                break;
            case "value_accepted.v1" when Text(payload, "party") == party:
                yield return new TrailLine(
                    name, $"{Text(payload, "reference")}: {Amount(payload, "accepted")} by {Text(payload, "method")}", who, index, hash);
                break;
            case "loss_allocated.v1":
                yield return new TrailLine(name, $"{Text(payload, "reference")}: {Amount(payload, "loss")}", who, index, hash);
                break;
            case "contribution_verified.v1" when payload.GetProperty("particulars") is var said && Text(said, "party") == party:
                foreach (var paper in said.GetProperty("evidence").EnumerateArray())
                    yield return new TrailLine(name, Text(paper, "reference"), who, index, Text(paper, "sha256"));
                break;
            case "agreement_activated.v1":
                yield return new TrailLine(name, $"{Text(payload, "agreementId")} v{payload.GetProperty("version").GetRawText()}", who, index, Text(payload, "documentHash"));
                break;
        }
    }

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : "";

    private static string Amount(JsonElement of, string name) =>
        of.TryGetProperty(name, out var money) && money.ValueKind == JsonValueKind.Object ? $"{Text(money, "amount")} {Text(money, "currency")}" : "";
}
