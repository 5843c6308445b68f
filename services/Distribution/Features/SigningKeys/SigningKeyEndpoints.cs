using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Distribution.Features;

/// <param name="PublicKey">ECDSA P-256 as SubjectPublicKeyInfo with an uncompressed point, DER in base64.</param>
/// <param name="Proof">ES256 by that key over <c>ledger-signing-key/v1 LF consortium LF person LF SHA-256 of the DER in hex LF</c>, base64.</param>
public sealed record RegisterSigningKeyRequest(string PublicKey, string Proof);

/// <param name="Reason">Why.</param>
public sealed record RetireSigningKeyRequest(string Reason);

internal static class SigningKeyEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/signing-keys", Register)
            .RequireAuthorization()
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Register a key with which the caller signs approvals, and prove to have it");
        routes.MapPost("/signing-keys/{keyId}/retirement", Retire)
            .RequireAuthorization()
            .Produces<Outcome.Receipt>()
            .WithSummary("Let a signing key count no more: its person or, when it is lost, an administrator");
    }

    private static async Task<IResult> Register(
        RegisterSigningKeyRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var stream = Streams.SigningKeys(context.Tenant, context.By.Person);
        var held = P256Key.Read(body.PublicKey, out _) is { } key ? Streams.HeldKey(context.Tenant, key.Id) : Guid.Empty;
        var outcome = await commands.Handle(
            stream, context, SigningKeys.None(stream),
            async (state, reads) => SigningKeysDecider.Decide(state, new RegisterSigningKey(
                context.Tenant, body.PublicKey, body.Proof, (await reads.LoadAsync<HeldKey>(held, ct))?.Person, held, context.By, context.At)), ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> Retire(
        string keyId, RetireSigningKeyRequest body, CommandContext context, HttpContext http, Reads reads, Commands commands, CancellationToken ct)
    {
        string? person;
        await using (var session = await reads.OpenAsync(ct))
            person = (await session.Documents.LoadAsync<HeldKey>(Streams.HeldKey(context.Tenant, keyId), ct))?.Person;
        if (person is null) return Problem.From(new SigningKeyUnknown());
        var stream = Streams.SigningKeys(context.Tenant, person);
        var command = new RetireSigningKey(keyId, body.Reason, http.User.Caller().Roles.Contains(Roles.Administrator), context.By, context.At);
        return (await commands.Handle(stream, context, SigningKeys.None(stream), state => SigningKeysDecider.Decide(state, command), ct)).ToHttp();
    }
}
