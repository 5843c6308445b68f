using Ledger.Contributions.Domain;
using Ledger.Contributions.Vault;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Ledger.Transparency.Envelopes;
using Marten;

namespace Ledger.Contributions.Features;

/// <param name="Custodians">Three people of three organisations, each with a P-256 public key.</param>
public sealed record AppointCustodiansRequest(IReadOnlyList<Custodian> Custodians);

internal static class CustodyEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/custody", AppointAsync)
            .RequireAuthorization(Roles.Administrator)
            .Produces<Outcome.Receipt>()
            .WithSummary("Put three custodians in office; every key of the consortium comes into their custody")
            .WithDescription("Sending the same custodians again completes what an outage interrupted.");
        routes.MapGet("/custody", (HttpContext http, Reads reads, CancellationToken ct) =>
                reads.OneAsync<Custody>(Id(http.User.Caller().Consortium), ct))
            .Produces<Custody>()
            .WithSummary("The custodians in office");
    }

    /// <summary>The custody in office.</summary>
    public static async Task<Custody> InOfficeAsync(IQuerySession reads, string tenant, CancellationToken ct) =>
        await reads.LoadAsync<Custody>(Id(tenant), ct) ?? Custody.None(Id(tenant));

    private static Guid Id(string tenant) => StreamId.For(tenant, "custody", "");

    private static async Task<IResult> AppointAsync(
        AppointCustodiansRequest body, CommandContext context, Commands commands, Reads reads, KeyStore keys, EscrowStore escrow, CancellationToken ct)
    {
        foreach (var custodian in body.Custodians)
        {
            if (custodian is null || !IsKey(custodian.Key)) return Problem.From(new CustodianKeyMalformed { Field = "custodians" });
        }

        var id = Id(context.Tenant);
        var outcome = await commands.Handle(id, context, Custody.None(id), state =>
            CustodyDecider.Decide(state, new AppointCustodians(body.Custodians, context.By, context.At)), ct);
        if (outcome is Outcome.Done) await PlaceAllAsync(context.Tenant, reads, keys, escrow, ct);
        return outcome.ToHttp();
    }

    private static async Task PlaceAllAsync(string tenant, Reads reads, KeyStore keys, EscrowStore escrow, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var custody = await InOfficeAsync(session.Documents, tenant, ct);
        foreach (var key in await escrow.KeysAsync(tenant, ct))
        {
            if (await session.Documents.LoadAsync<SecretSubject>(key, ct) is { Erased: null } subject
                && await keys.OwnAsync(tenant, subject.Owner, key, ct) is { } bytes)
                await escrow.PlaceAsync(tenant, key, bytes, custody, ct);
        }
    }

    private static bool IsKey(string text)
    {
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && KeyEnvelope.IsPublicKey(key.AsSpan(0, length));
    }
}
