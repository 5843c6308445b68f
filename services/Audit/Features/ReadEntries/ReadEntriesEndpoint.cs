using System.Globalization;
using System.Text.Json;
using Ledger.Audit.Log;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Audit.Features;

/// <summary>One entry of the log.</summary>
/// <param name="Index">Its place in the log, from 0 over all consortia; a consortium's own entries have gaps between them.</param>
/// <param name="LeafHash">SHA-256(0x00 || canonical envelope), lower-case hex.</param>
/// <param name="Envelope">Shape: contracts/schemas/audit-envelope.schema.json.</param>
/// <param name="Payload">The event; the SHA-256 of its canonical form is <c>ph</c> of the envelope.</param>
public sealed record EntryView(long Index, string LeafHash, JsonElement Envelope, JsonElement Payload);

internal static class ReadEntriesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/audit/entries", Handle)
        .Produces<Page<EntryView>>()
        .WithSummary("Entries of the audit log that belong to the consortium, oldest first");

    private static async Task<IResult> Handle(
        string? after, int? limit, string? type, Guid? stream, Reads reads, ReadRecords records, HttpContext http, CancellationToken ct)
    {
        var cursor = Cursor(after);
        var size = limit ?? ServiceDefaults.Limits.PageSize;
        if (size is < 1 or > ServiceDefaults.Limits.PageSize)
            throw RequestRefused.Malformed("limit", $"the value is not between 1 and {ServiceDefaults.Limits.PageSize}");
        type = QueryText.Checked("type", type, AuditLimits.TypeLength);

        var caller = http.User.Caller();
        await records.BeforeAnswerAsync(
            caller, "entries", [("after", after), ("limit", limit), ("type", type), ("stream", stream)], ct);
        await using var session = await reads.OpenAsync(ct);
        var (entries, more) = await new LogReads(session, caller.Consortium).EntriesAsync(cursor, size, type, stream, ct);
        return Results.Ok(new Page<EntryView>(
            [.. entries.Select(entry => new EntryView(entry.Index, entry.Leaf.ToString(), entry.EnvelopeJson, entry.Payload))],
            more ? entries[^1].Index.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static long? Cursor(string? after) => after is null
        ? null
        : long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : throw RequestRefused.Malformed("after", "the cursor is not one of ours");
}
