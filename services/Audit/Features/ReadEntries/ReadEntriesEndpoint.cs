using System.Globalization;
using System.Text.Json;
using Ledger.Audit.Desk;
using Ledger.Audit.Log;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Audit.Features;

/// <summary>One entry of the log.</summary>
/// <param name="Index">Its place in the log, from 0 over all consortia; a consortium's own entries have gaps between them.</param>
/// <param name="LeafHash">SHA-256(0x00 || canonical envelope), lower-case hex.</param>
/// <param name="Envelope">Shape: contracts/schemas/audit-envelope.schema.json.</param>
/// <param name="Payload">The event; the SHA-256 of its canonical form is <c>ph</c> of the envelope. Absent for a reader who may see envelopes only.</param>
public sealed record EntryView(long Index, string LeafHash, JsonElement Envelope, JsonElement? Payload);

internal static class ReadEntriesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/audit/entries", Handle)
        .Produces<Page<EntryView>>()
        .WithSummary("Entries of the audit log that belong to the consortium, oldest first");

    private static Task<IResult> Handle(
        string? after, int? limit, string? type, Guid? stream, string? party, Readings readings, HttpContext http, CancellationToken ct)
    {
        var cursor = Cursor(after);
        var size = limit ?? ServiceDefaults.Limits.PageSize;
        if (size is < 1 or > ServiceDefaults.Limits.PageSize)
            throw RequestRefused.Malformed("limit", $"the value is not between 1 and {ServiceDefaults.Limits.PageSize}");
        type = QueryText.Checked("type", type, AuditLimits.TypeLength);

        party = QueryText.Checked("party", party, ServiceDefaults.Limits.ReferenceLength);

        return readings.AnswerAsync(http, "entries", [("after", after), ("limit", limit), ("type", type), ("stream", stream), ("party", party)], async reader =>
        {
            reader.Party(party);
            var (entries, more) = await reader.Log.EntriesAsync(cursor, size, new EntryFilter(type, stream, party, reader.Scope.Kinds, reader.Scope.From, reader.Scope.To), ct);
            JsonElement? none = null;
            return new Reply(new Page<EntryView>(
                [.. entries.Select(entry => new EntryView(entry.Index, entry.Leaf.ToString(), entry.EnvelopeJson, reader.Scope.Envelopes ? none : entry.Payload))],
                more ? entries[^1].Index.ToString(CultureInfo.InvariantCulture) : null), entries.Count);
        }, ct);
    }

    private static long? Cursor(string? after) => after is null
        ? null
        : long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : throw RequestRefused.Malformed("after", "the cursor is not one of ours");
}
