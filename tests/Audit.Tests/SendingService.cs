using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Contracts.V1;
using Ledger.Rules;
using Ledger.Transparency;

namespace Ledger.Audit.Tests;

/// <summary>An event that a service has recorded, with the entry it sends.</summary>
internal sealed record SentEvent(Guid Event, string PayloadHash, Guid Stream, AuditEntry Entry)
{
    /// <summary>As another event cites it.</summary>
    public JsonObject Cited => new() { ["ev"] = Event.ToString(), ["ph"] = PayloadHash };

    public Citation Citation => new(Event, PayloadHash);
}

/// <summary>A service as the log sees it: numbers its events like a relay does, and writes envelopes of its own making.</summary>
internal sealed class SendingService(string name)
{
    private readonly Dictionary<string, long> _tenants = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, Guid), long> _versions = [];
    private long _number;

    public string Name { get; } = name;

    public List<SentEvent> Sent { get; } = [];

    /// <summary>Records an event of a stream.</summary>
    public SentEvent Record(Guid stream, string type = "thing_done.v1", string tenant = "taihu", JsonNode? payload = null, Guid? id = null)
    {
        _number++;
        _tenants[tenant] = _tenants.GetValueOrDefault(tenant) + 1;
        _versions[(tenant, stream)] = _versions.GetValueOrDefault((tenant, stream)) + 1;
        var sent = Write(id ?? Guid.CreateVersion7(), type, stream, tenant, _number, _tenants[tenant], _versions[(tenant, stream)],
            payload ?? new JsonObject { ["number"] = _number.ToString(CultureInfo.InvariantCulture) });
        Sent.Add(sent);
        return sent;
    }

    /// <summary>An entry with any numbers, recorded or not.</summary>
    public SentEvent Write(
        Guid id, string type, Guid stream, string tenant, long number, long tenantNumber, long version, JsonNode payload)
    {
        var canonical = Canonical(payload);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        var envelope = new JsonObject
        {
            ["at"] = "2025-03-02T08:00:00.000001Z", ["ev"] = id.ToString(), ["k"] = "ledger-envelope/1", ["n"] = type, ["ph"] = hash,
            ["refs"] = new JsonArray([.. Cited(payload).DistinctBy(cited => cited.ToJsonString()).OrderBy(cited => cited.ToJsonString(), StringComparer.Ordinal)]), ["seq"] = Text(number * 2),
            ["sn"] = Text(number), ["src"] = Name, ["st"] = stream.ToString(), ["tn"] = tenant, ["tv"] = Text(tenantNumber),
            ["ver"] = Text(version),
        };
        return new SentEvent(id, hash, stream, new AuditEntry(Canonical(envelope), canonical));
    }

    /// <summary>A page of the events sent so far, by their numbers.</summary>
    public AuditPage Page(int first, int last) => new(Name, [.. Sent[(first - 1)..last].Select(sent => sent.Entry)]);

    public AuditPage Page(params IEnumerable<SentEvent> events) => new(Name, [.. events.Select(sent => sent.Entry)]);

    public AuditPage All => Page(1, Sent.Count);

    /// <summary>The service as it was restored to an older state: it numbers on from there, and other things happen.</summary>
    public SendingService RestoredTo(int number)
    {
        var restored = new SendingService(Name);
        foreach (var sent in Sent.Take(number))
        {
            using var envelope = JsonDocument.Parse(sent.Entry.Envelope);
            restored._number++;
            var tenant = envelope.RootElement.GetProperty("tn").GetString()!;
            restored._tenants[tenant] = restored._tenants.GetValueOrDefault(tenant) + 1;
            restored._versions[(tenant, sent.Stream)] = restored._versions.GetValueOrDefault((tenant, sent.Stream)) + 1;
            restored.Sent.Add(sent);
        }

        return restored;
    }

    public static string Canonical(JsonNode node) => Encoding.UTF8.GetString(CanonicalJson.Bytes(Encoding.UTF8.GetBytes(node.ToJsonString())));

    private static IEnumerable<JsonNode> Cited(JsonNode? node) => node switch
    {
        JsonObject { Count: 2 } value when value.ContainsKey("ev") && value.ContainsKey("ph") => [value.DeepClone()],
        JsonObject value => value.SelectMany(member => Cited(member.Value)),
        JsonArray items => items.SelectMany(Cited),
        _ => [],
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
