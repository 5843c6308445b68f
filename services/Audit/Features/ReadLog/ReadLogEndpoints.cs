using System.Text;
using Ledger.Audit.Checkpoints;
using Ledger.Audit.Desk;
using Ledger.Audit.Witnesses;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Transparency.Tiles;
using Npgsql;

namespace Ledger.Audit.Features;

/// <summary>
/// The log by the standard paths of C2SP tlog-tiles, below <c>/audit/log/</c>. Tiles are hashes over all consortia and open to
/// every member; an entry bundle holds envelopes, and is given only to whom all of them belong.
/// </summary>
internal static class ReadLogEndpoints
{
    private const string Bytes = "application/octet-stream";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/audit/log/checkpoint", CheckpointAsync).Produces<string>(contentType: "text/plain")
            .WithSummary("The newest checkpoint of the log that enough witnesses have seen; the newest signed one when none has (C2SP tlog-checkpoint)");
        routes.MapGet("/audit/log/key", (IServiceProvider services) =>
                Results.Text(string.Concat((services.GetService<SigningKeys>() ?? throw NotSigned()).All.Select(key => $"{key.Public}\n"))))
            .Produces<string>(contentType: "text/plain")
            .WithSummary("The key that verifies the checkpoints; compare it with one you have from elsewhere. Two while the log changes its key");
        routes.MapGet("/audit/log/tile/{**path}", TileAsync).Produces<byte[]>(contentType: Bytes)
            .WithSummary("A tile of hashes, or a bundle of entries that are all the consortium's (C2SP tlog-tiles)");
    }

    private static async Task<IResult> CheckpointAsync(TileReads tiles, LogWitnesses witnesses, HttpResponse response, CancellationToken ct)
    {
        var newest = await tiles.PublishedAsync(witnesses.Policy, ct) ?? throw NotSigned();
        response.Headers.CacheControl = "no-store";
        return Results.Text(newest.Note, "text/plain", Encoding.UTF8);
    }

    private static async Task<IResult> TileAsync(
        string path, TileReads tiles, Readings readings, HttpContext http, CancellationToken ct)
    {
        TilePath tile;
        try
        {
            tile = TilePath.Parse($"tile/{path}");
        }
        catch (FormatException)
        {
            throw RequestRefused.NotFound();
        }

        var newest = await tiles.NewestAsync(ct) ?? throw NotSigned();
        var hashes = TileBuilder.Hashes(newest.Tree.Size, Math.Min(tile.Level ?? 0, TileBuilder.Levels - 1));
        if (tile.Level >= TileBuilder.Levels || tile.Index > hashes / TilePath.FullWidth || tile.Index * TilePath.FullWidth + tile.Width > hashes)
            throw RequestRefused.NotFound();
        // What is within a signed tree never changes.
        const string Forever = "private, max-age=31536000, immutable";
        if (tile.Level is null)
        {
            var sent = await readings.AnswerAsync(http, "entry-bundle", [("path", tile.ToString())], async reader =>
            {
                reader.Whole();
                return new Reply(await EntriesAsync(tile, reader, ct), tile.Width, Bytes);
            }, ct);
            http.Response.Headers.CacheControl = Forever;
            return sent;
        }

        http.Response.Headers.CacheControl = Forever;
        return Results.Bytes((await tiles.TileAsync(tile, ct)).ToBytes(), Bytes);
    }

    private static async Task<byte[]> EntriesAsync(TilePath tile, ReadScope reader, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select envelope from audit_log where tenant_id = $1 and index >= $2 and index < $3 order by index", reader.Connection)
        {
            Parameters =
            {
                new() { Value = reader.Caller.Consortium }, new() { Value = tile.Index * TilePath.FullWidth },
                new() { Value = tile.Index * TilePath.FullWidth + tile.Width },
            },
        };
        var leaves = new List<byte[]>(tile.Width);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) leaves.Add(Encoding.UTF8.GetBytes(rows.GetString(0)));
        return leaves.Count == tile.Width
            ? EntryBundle.Write(leaves)
            : throw new RequestRefusedException(new Problem(403, "log.entries-of-others", new Text(
                "Some of these entries belong to other consortia. Read your own at /audit/entries; the tiles of hashes prove them.",
                "其中部分条目属于其他联合体。本联合体的条目见 /audit/entries，可用哈希瓦片证明。")));
    }

    internal static RequestRefusedException NotSigned() => new(new Problem(404, "log.not-signed", new Text(
        "The log has no signed checkpoint yet.", "日志尚无已签署的检查点。")));
}
