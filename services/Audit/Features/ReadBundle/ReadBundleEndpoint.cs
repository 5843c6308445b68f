using Ledger.Audit.Bundles;
using Ledger.Audit.Desk;
using Ledger.Audit.Trails;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Audit.Features;

/// <summary>Evidence that proves itself, to be verified without this service: the trail of an event with proofs and checkpoint.</summary>
internal static class ReadBundleEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/audit/bundles/{id:guid}", Handle)
        .Produces<byte[]>(contentType: "application/json")
        .WithSummary("Evidence bundle of an event, or of the last event of a stream, for the whole or for one party's side of it");

    private static Task<IResult> Handle(Guid id, string? party, Readings readings, ProvenTrees trees, HttpContext http, CancellationToken ct)
    {
        party = QueryText.Checked("party", party, ServiceDefaults.Limits.ReferenceLength);
        var caller = http.User.Caller();
        if (!caller.Roles.Contains(Roles.Regulator) && party != caller.Actor.Organisation) throw OtherParty();
        return readings.AnswerAsync(http, "bundle", [("id", id), ("party", party)], reader => BundleAsync(id, party, reader, trees, ct), ct);
    }

    private static async Task<Reply> BundleAsync(Guid id, string? party, ReadScope reader, ProvenTrees trees, CancellationToken ct)
    {
        reader.Party(party);
        reader.Contents();
        var (log, caller) = (reader.Log, reader.Caller);
        var start = await log.HoldsAsync(id, ct) ? id : await log.LastOfStreamAsync(id, null, ct) ?? throw RequestRefused.NotFound();
        if (!reader.Scope.IsWhole) reader.Start(await log.EnvelopeAsync(start, ct) ?? throw RequestRefused.NotFound());
        var walk = new TrailWalk(caller.Consortium, start, party);
        var trail = await TrailReader.ReadAsync(log, walk, ct) ?? throw RequestRefused.NotFound();
        if (!trail.Complete) throw TooLarge();
        var entries = walk.Entries;
        var tree = await trees.HoldingAsync(entries[^1].Index, ct);
        if (walk.Missing.Count > 0 || tree is null) throw NotSealed();

        var proven = await trees.OfAsync(tree, reader.Connection, caller.Consortium, default, ct);
        var bundle = await trees.BundleAsync(caller.Consortium, start, entries, proven, complete: false, ct);
        return new Reply(bundle.ToBytes(), entries.Count, FileName: $"{start}{(party is null ? "" : "-party")}.ledger-bundle.json");
    }

    private static RequestRefusedException OtherParty() => Refused(403, "bundle.other-party",
        "Name your own organisation as the party: only a regulator reads the whole, or another's side.",
        "请将 party 设为本组织：完整内容及其他组织的部分仅供监管方读取。");

    private static RequestRefusedException TooLarge() => Refused(422, "bundle.too-large",
        $"This rests on more than {AuditLimits.TrailEvents} events, or on too much text; ask for one party's side, or for one of its causes.",
        $"其依据超过 {AuditLimits.TrailEvents} 个事件或内容过多；请只取一个成员的部分，或取其中某一起因。");

    internal static RequestRefusedException NotSealed() => Refused(409, "bundle.not-sealed-yet",
        "Some of it has not come under a signed checkpoint yet. Ask again in a few seconds.",
        "部分内容尚未纳入已签署的检查点，请数秒后重试。");

    internal static RequestRefusedException Refused(int status, string code, string en, string zh, string? field = null) =>
        new(new Problem(status, code, new Text(en, zh), field));
}
