using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Transparency.Bundles;
using Ledger.Transparency.Disclosures;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;
using Nodes = System.Text.Json.Nodes;

namespace Ledger.Transparency.Tests;

/// <summary>A small log as the services write it: two consortia, one settlement with all its causes, and a head.</summary>
internal sealed class SampleLog
{
    public const string Tenant = "taihu";

    private const string Origin = "ledger.example/audit";

    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);

    private SampleLog()
    {
    }

    public List<(string Envelope, string Payload, string[] Openings)> Entries { get; } = [];

    /// <summary>Keys of the log and of three witnesses; the operator runs none of them.</summary>
    public static Ed25519Signer Log { get; } = new(Origin, PolicyTests.Seed(11));

    public static CosignatureSigner[] Witnesses { get; } =
        [.. new[] { "university", "company", "regulator" }.Select((name, i) => new CosignatureSigner($"witness.example/{name}", PolicyTests.Seed(21 + i)))];

    public static string PolicyText { get; } = PolicyOf(Log.Key);

    public static WitnessPolicy Policy { get; } = WitnessPolicy.Parse(PolicyText);

    /// <summary>A policy that trusts these keys of logs, and asks for two of the three witnesses.</summary>
    public static string PolicyOf(params VerifierKey[] logs) =>
        $"{string.Concat(logs.Select(log => $"log {log}\n"))}{string.Concat(Witnesses.Select((witness, i) => $"witness w{i} {witness.Key}\n"))}group all-three 2 w0 w1 w2\nquorum all-three\n";

    public static string File1 { get; } = Convert.ToHexStringLower(SHA256.HashData("a file"u8));

    public static EventReference Agreement { get; private set; } = null!;

    public static EventReference Contribution { get; private set; } = null!;

    public static EventReference Settlement { get; private set; } = null!;

    /// <summary>The log every test starts from.</summary>
    public static SampleLog Of()
    {
        var log = new SampleLog();
        var agreement = log.Add("agreements", "agreement_activated.v1", 1, """{"agreement":"A1","version":1}""");
        log.Add("contributions", "contribution_registered.v1", 2, """{"party":"elsewhere"}""", "beihai");
        var recipe = Disclosure.Of(Salt(1), "recipe", Json("\"ten parts to one\""));
        var source = Disclosure.Of(Salt(2), "source", Json("""{"party":"P9"}"""));
        var contribution = log.Add("contributions", "contribution_registered.v1", 3,
            $$"""{"_sd":["{{recipe.Digest}}","{{source.Digest}}"],"evidence":[{"sha256":"{{File1}}"}],"party":"P1","title":"\u592a\u6e56"}""", openings: [recipe.Text]);
        var value = log.Add("valuation", "value_accepted.v1", 4,
            $$"""{"accepted":{"amount":"100.00","currency":"CNY"},"agreement":{{Cited(agreement)}},"contribution":{{Cited(contribution)}},"method":"market.comparables","methodVersion":1}""");
        var settlement = log.Add("distribution", "distribution_settled.v1", 5,
            $$"""{"agreement":{{Cited(agreement)}},"lines":[{"amount":{"amount":"60.00","currency":"CNY"},"value":{{Cited(value)}} },{"amount":{"amount":"40.00","currency":"CNY"},"value":{{Cited(value)}} }],"result":{"ruleId":"sharing.waterfall","ruleVersion":"2"} }""");
        log.Add("contributions", "contribution_verified.v1", 3, $$"""{"contribution":{{Cited(contribution)}} }""");
        (Agreement, Contribution, Settlement) = (agreement, contribution, settlement);
        var heads = new[] { Tenant, "beihai" }.Select((tenant, i) => TenantHeads.Disclose(Salt(3 + i), tenant, log.Heads(tenant))).ToArray();
        log.Add("audit", TenantHeads.EventType, 6, Encoding.UTF8.GetString(TenantHeads.Payload(new DateOnly(2025, 3, 2), log.Entries.Count, heads)), "platform", [heads[0].Text]);
        log.Add("distribution", "run_closed.v1", 5, $$"""{"settled":{{Cited(settlement)}} }""");
        return log;
    }

    public MerkleHash[] Leaves => [.. Entries.Select(entry => MerkleTree.Leaf(Encoding.UTF8.GetBytes(entry.Envelope)))];

    /// <summary>Appends an event of a source; what it cites goes into its envelope.</summary>
    public EventReference Add(string source, string type, int stream, string payload, string tenant = Tenant, string[]? openings = null, string? at = null)
    {
        var canonical = Canonical(payload);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        var number = Next($"sn {source}");
        var id = Guid.Parse($"0195{number:x4}-0000-7000-8000-{Entries.Count:x12}");
        var envelope = new Nodes.JsonObject
        {
            ["at"] = at ?? $"2025-03-02T08:00:{Entries.Count:d2}.000001Z", ["ev"] = id.ToString(), ["k"] = "ledger-envelope/1", ["n"] = type, ["ph"] = hash,
            ["refs"] = new Nodes.JsonArray([.. EnvelopeReader.Citations(Json(payload)).Select(cited => Nodes.JsonNode.Parse(Cited(cited)))]),
            ["seq"] = $"{number * 3}", ["sn"] = $"{number}", ["src"] = source, ["st"] = Guid.Parse($"00000000-0000-7000-8000-{stream:x12}").ToString(),
            ["tn"] = tenant, ["tv"] = $"{Next($"tv {source} {tenant}")}", ["ver"] = $"{Next($"ver {source} {stream}")}",
        };
        Entries.Add((Canonical(envelope.ToJsonString()), canonical, openings ?? []));
        return new EventReference(id, hash);
    }

    /// <summary>The checkpoint of the whole log, seen by two witnesses of three.</summary>
    public SignedNote Checkpoint()
    {
        var tree = Leaves.Aggregate(CompactRange.Empty, (range, leaf) => range.Append(leaf));
        var checkpoint = new Checkpoint(Origin, tree.Size, tree.Root);
        return SignedNote.Of(
            checkpoint.Text, Log.Sign(checkpoint.Text), Witnesses[0].Sign(checkpoint, 1_740_902_400), Witnesses[2].Sign(checkpoint, 1_740_902_401));
    }

    public BundleEntry Entry(int index, bool payload = true)
    {
        var (envelope, text, openings) = Entries[index];
        return new BundleEntry(
            index, envelope, payload ? text : null, payload ? openings : [], InclusionProof.Of(NaiveTree.Nodes(Leaves), index, Entries.Count));
    }

    /// <summary>Bundle of the settlement and its causes; what no settlement rests on is left out.</summary>
    public Bundle ForSettlement() => new(
        Tenant, [Settlement], [Entry(0), Entry(2), Entry(3), Entry(4)], null, false, [Agreement],
        [new RuleUse(Settlement.Event, "sharing.waterfall", 2), new RuleUse(EnvelopeOf(3).Event, "market.comparables", 1)],
        [new Attachment(Contribution.Event, File1)], [], Checkpoint().ToString());

    /// <summary>Bundle of everything of the consortium, with the head that shows it.</summary>
    public Bundle ForEverything() => ForSettlement() with
    {
        Entries = [Entry(0), Entry(2), Entry(3), Entry(4), Entry(5, payload: false), Entry(7)], Head = Entry(6), Complete = true,
    };

    /// <summary>A longer log with a second count, and the bundle of what lies between the two, with its causes.</summary>
    /// <param name="first">What the first count says; null for the truth.</param>
    public static (SampleLog Log, Bundle Bundle) Period(IReadOnlyDictionary<string, SourceHead>? first = null)
    {
        var log = Of();
        log.Add("contributions", "contribution_released.v1", 3, """{"party":"P1"}""");
        log.Add("agreements", "agreement_ended.v1", 1, """{"agreement":"A1"}""");
        if (first is not null) log.Count(9, first);
        log.Count(10, log.Heads(Tenant));
        return (log, log.ForSettlement() with
        {
            Subjects = [Settlement], Entries = [.. new[] { 0, 2, 3, 4, 7, 8, 9 }.Select(index => log.Entry(index))],
            From = log.Entry(first is null ? 6 : 10), Head = log.Entry(log.Entries.Count - 1), Complete = true,
        });
    }

    private void Count(int size, IReadOnlyDictionary<string, SourceHead> heads)
    {
        var head = TenantHeads.Disclose(Salt(size), Tenant, heads);
        Add("audit", TenantHeads.EventType, 6, Encoding.UTF8.GetString(TenantHeads.Payload(new DateOnly(2025, 3, 2 + size - 8), size, [head])), "platform", [head.Text]);
    }

    public LeafEnvelope EnvelopeOf(int index) => EnvelopeReader.Read(Json(Entries[index].Envelope), "");

    public static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Bytes(Json(json)));

    public static JsonElement Json(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    public static string Cited(EventReference cited) => $$"""{"ev":"{{cited.Event}}","ph":"{{cited.PayloadHash}}"}""";

    public static byte[] Salt(int number) => [.. Enumerable.Repeat((byte)(0xa0 + number), 16)];

    private Dictionary<string, SourceHead> Heads(string tenant) => Enumerable.Range(0, Entries.Count)
        .Select(index => (Envelope: EnvelopeOf(index), Leaf: Leaves[index]))
        .Where(entry => entry.Envelope.Tenant == tenant).GroupBy(entry => entry.Envelope.Source, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => new SourceHead(group.Count(), group.Last().Leaf), StringComparer.Ordinal);

    private long Next(string counter) => _numbers[counter] = _numbers.GetValueOrDefault(counter) + 1;
}
