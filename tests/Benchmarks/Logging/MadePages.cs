using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Benchmarks.Sample;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Store;
using Ledger.Transparency;

namespace Ledger.Benchmarks.Logging;

/// <summary>Pages as a relay sends them: chains of ten events of the usual size and words, each of which cites the one before.</summary>
/// <param name="source">Service that is said to send them.</param>
/// <param name="sameTitle">All have one title, as the rows of an import may; otherwise each its own.</param>
internal sealed class MadePages(string source = "bench-made", bool sameTitle = false)
{
    public const string Tenant = "taihu";
    public const int Chain = 10;
    public const int PageEntries = 200;

    private long _number;
    private JsonObject? _cause;

    /// <summary>Last event of each chain.</summary>
    public List<Guid> Lines { get; } = [];

    public AuditPage Next() => new(source, [.. Enumerable.Range(0, PageEntries).Select(_ => Entry())]);

    /// <summary>One event of a given id.</summary>
    public AuditPage Of(Guid id)
    {
        _cause = null;
        return new(source, [Entry(id)]);
    }

    private AuditEntry Entry() => Entry(Guid.CreateVersion7());

    private AuditEntry Entry(Guid id)
    {
        var number = (++_number).ToString(CultureInfo.InvariantCulture);
        var payload = JsonSerializer.SerializeToNode(Facts.Of(0, (int)_number), FactJson.Facts)!.AsObject();
        payload.Remove("agreement");
        if (!sameTitle) payload["title"] = Titles.Of(_number);
        var refs = new JsonArray();
        if (_cause is { } cause)
        {
            payload["cause"] = cause.DeepClone();
            refs.Add(cause.DeepClone());
        }

        var content = Canonical(payload);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        var last = _number % Chain == 0;
        if (last) Lines.Add(id);
        _cause = last ? null : new JsonObject { ["ev"] = id.ToString(), ["ph"] = hash };
        var envelope = new JsonObject
        {
            ["at"] = "2025-03-02T08:00:00.000001Z", ["ev"] = id.ToString(), ["k"] = "ledger-envelope/1", ["n"] = "item_recorded.v1", ["ph"] = hash,
            ["refs"] = refs, ["seq"] = number, ["sn"] = number, ["src"] = source, ["st"] = Guid.CreateVersion7().ToString(), ["tn"] = Tenant,
            ["tv"] = number, ["ver"] = "1",
        };
        return new AuditEntry(Canonical(envelope), content);
    }

    private static string Canonical(JsonNode node) => Encoding.UTF8.GetString(CanonicalJson.Bytes(Encoding.UTF8.GetBytes(node.ToJsonString())));
}
