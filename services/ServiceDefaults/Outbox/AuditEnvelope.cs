using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Transparency;

namespace Ledger.ServiceDefaults.Outbox;

/// <summary>
/// The envelope of an audit entry: what the transparency log hashes as a leaf. Every value is a string, <c>refs</c> an array;
/// members as in contracts/schemas/audit-envelope.schema.json.
/// </summary>
internal sealed class AuditEnvelope(string service, OutboxRow row, string payloadHash, IReadOnlyList<Citation> references)
{
    public byte[] Canonical()
    {
        var members = new JsonObject
        {
            ["at"] = Timestamps.Text(row.Timestamp),
            ["ev"] = row.Event.ToString(),
            ["k"] = "ledger-envelope/1",
            ["n"] = row.Type,
            ["ph"] = payloadHash,
            ["refs"] = new JsonArray([.. references.Select(Reference)]),
            ["seq"] = Number(row.SeqId),
            ["sn"] = Number(row.SourceNo),
            ["src"] = service,
            ["st"] = row.Stream.ToString(),
            ["tn"] = row.Tenant,
            ["tv"] = Number(row.TenantNo),
            ["ver"] = Number(row.Version),
        };
        return CanonicalJson.Bytes(members.Deserialize<JsonElement>());
    }

    private static JsonObject Reference(Citation citation) =>
        new() { ["ev"] = citation.Event.ToString(), ["ph"] = citation.PayloadHash };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
