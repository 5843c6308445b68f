using System.Security.Cryptography;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Vault;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Desk;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Contributions.Features;

/// <param name="Pieces">Every piece of the custodian's capsules, opened with the custodian's private key.</param>
public sealed record ConsentRequest(IReadOnlyList<GivenPiece> Pieces);

internal static class CustodianEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/disclosures/{id:guid}/capsules", CapsulesAsync)
            .WithMetadata(new ReadByOwnRight("A custodian is appointed by the consortium, whatever else he is.")).Produces<IReadOnlyList<Capsule>>()
            .WithSummary("What a custodian opens with the own private key, to release a request");
        routes.MapPost("/disclosures/{id:guid}/consent", ConsentAsync).WithMetadata(new ChangesWhatWasRead()).Produces<Outcome.Receipt>()
            .WithSummary("Give the opened pieces, as a custodian; the second consent releases the request");
        routes.MapPost("/disclosures/{id:guid}/refusal", RefuseAsync).WithMetadata(new ChangesWhatWasRead()).Produces<Outcome.Receipt>()
            .WithSummary("Refuse, as a custodian; the second refusal closes the request");
    }

    private static async Task<IResult> CapsulesAsync(Guid id, HttpContext http, Reads reads, EscrowStore escrow, CancellationToken ct)
    {
        var caller = http.User.Caller();
        await using var session = await reads.OpenAsync(ct);
        var request = await session.Documents.LoadAsync<DisclosureRequest>(id, ct);
        var custody = await CustodyEndpoints.InOfficeAsync(session.Documents, caller.Consortium, ct);
        if (request?.Asked is not { } asked || custody.PlaceOf(caller.Actor) is not { } place) return Problem.From(new DisclosureUnknown());
        var capsules = await escrow.CapsulesAsync(caller.Consortium, Keys(asked), custody.Appointment, place, ct);
        return Results.Ok(capsules.Select(entry => entry.Capsule).ToList());
    }

    private static async Task<IResult> ConsentAsync(
        Guid id, ConsentRequest body, CommandContext context, Commands commands, EscrowStore escrow, KeyStore keys, CancellationToken ct)
    {
        if (body.Pieces.Any(piece => piece is null)) return Problem.From(new PiecesIncomplete { Field = "pieces" });
        var releases = false;
        var outcome = await commands.Handle(id, context, DisclosureRequest.None(id), async (state, reads) =>
        {
            var custody = await CustodyEndpoints.InOfficeAsync(reads, context.Tenant, ct);
            var place = custody.PlaceOf(context.By) ?? 0;
            var (pieces, wrong) = place == 0 || state.Asked is null ? ([], null) : await CheckAsync(state.Asked, body, custody.Appointment, place, context.Tenant, escrow, ct);
            var decision = DisclosureDecider.Decide(state, new ConsentToRelease(
                custody, wrong, await DisclosureEndpoints.ErasedAsync(state, reads, ct), context.By, context.At));
            if (decision.Facts.Count > 0) await escrow.TakeInAsync(context.Tenant, id, place, pieces, ct);
            releases = decision.Facts.OfType<DisclosureReleased>().Any();
            if (decision.Facts.OfType<DisclosureReleased>().FirstOrDefault() is { } released)
            {
                await DisclosureEndpoints.ReleaseAsync(state.Asked!, id, released, context.Tenant,
                    key => CombineAsync(id, key, state.Consents[0], place, pieces, context.Tenant, escrow, keys, ct), keys, ct);
            }

            return decision;
        }, ct);
        if (outcome is Outcome.Done && releases) await escrow.ForgetAsync(context.Tenant, id, ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> RefuseAsync(Guid id, ReasonRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
        (await commands.Handle(id, context, DisclosureRequest.None(id), async (state, reads) => DisclosureDecider.Decide(state, new RefuseRelease(
            await CustodyEndpoints.InOfficeAsync(reads, context.Tenant, ct), body.Reason, context.By, context.At)), ct)).ToHttp();

    // Each of the custodian's capsules once, with what it holds: whoever has that has the private key.
    private static async Task<(IReadOnlyList<(Guid Key, string Pair, byte[] Piece)> Pieces, Rejection? Wrong)> CheckAsync(
        DisclosureRequested asked, ConsentRequest body, int appointment, int place, string tenant, EscrowStore escrow, CancellationToken ct)
    {
        var keys = Keys(asked);
        var capsules = await escrow.CapsulesAsync(tenant, keys, appointment, place, ct);
        if (capsules.Select(entry => entry.Capsule.Key).Distinct().Count() != keys.Count) return ([], new NoCustodians());
        if (body.Pieces.Count != capsules.Count) return ([], new PiecesIncomplete { Field = "pieces" });
        var pieces = new List<(Guid, string, byte[])>();
        foreach (var (capsule, digest) in capsules)
        {
            var piece = new byte[FieldCipher.KeyBytes];
            var given = body.Pieces.FirstOrDefault(piece => (piece.Key, piece.Pair) == (capsule.Key, capsule.Pair));
            if (given is null || !Convert.TryFromBase64String(given.Piece, piece, out var length) || length != piece.Length)
                return ([], new PiecesIncomplete { Field = "pieces" });
            if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(piece), digest)) return ([], new PieceWrong { Field = "pieces" });
            pieces.Add((capsule.Key, capsule.Pair, piece));
        }

        return (pieces, null);
    }

    private static async Task<byte[]?> CombineAsync(
        Guid request, Guid key, int first, int second, IReadOnlyList<(Guid Key, string Pair, byte[] Piece)> pieces, string tenant, EscrowStore escrow,
        KeyStore keys, CancellationToken ct)
    {
        var pair = first < second ? $"{first}-{second}" : $"{second}-{first}";
        var before = await escrow.GivenAsync(tenant, request, key, pair, first, ct)
            ?? throw new InvalidOperationException($"The first piece of key {key} for request {request} is gone.");
        var whole = EscrowPieces.Combine(before, pieces.First(piece => (piece.Key, piece.Pair) == (key, pair)).Piece);
        return await keys.IsAsync(tenant, key, whole, ct) ? whole
            : throw new InvalidOperationException($"The pieces of key {key} do not make the key.");
    }

    private static IReadOnlyList<Guid> Keys(DisclosureRequested asked) => [.. asked.Fields.Select(field => field.Key).Distinct()];
}
