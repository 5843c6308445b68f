using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Distribution.Features;

/// <summary>The signing keys of a person.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Active">Id of the key that counts; absent when none does.</param>
/// <param name="Keys">All of them, in the order of their registration.</param>
public sealed record SigningKeysView(string Person, string? Active, IReadOnlyList<SigningKeyView> Keys)
{
    internal static SigningKeysView Of(SigningKeys keys) => new(
        keys.Person, keys.Active?.Registered.KeyId, [.. keys.Keys.Select(key => new SigningKeyView(
            key.Registered.KeyId, key.Registered.PublicKey, key.Registered.Proof, key.Registered.By, key.Registered.At, key.Retired))]);
}

/// <summary>One key.</summary>
/// <param name="KeyId">SHA-256 of the key's DER, lower-case hex.</param>
/// <param name="PublicKey">DER in base64.</param>
/// <param name="Proof">Proof that the person had it.</param>
/// <param name="By">The person, and for whom he acted.</param>
/// <param name="RegisteredAt">Since when it counts.</param>
/// <param name="Retired">By whom, when and why it counts no more; absent while it does.</param>
public sealed record SigningKeyView(
    string KeyId, string PublicKey, string Proof, Actor By, DateTimeOffset RegisteredAt, SigningKeyRetired? Retired);

internal static class ReadSigningKeysEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/signing-keys", (string? person, string? after, HttpContext http, Reads reads, CancellationToken ct) =>
        {
            if (person is null) return reads.PageAsync<SigningKeys, SigningKeysView>(after, query => query, SigningKeysView.Of, ct);
            var stream = Streams.SigningKeys(http.User.Caller().Consortium, person);
            return reads.PageAsync<SigningKeys, SigningKeysView>(after, query => query.Where(keys => keys.Id == stream), SigningKeysView.Of, ct);
        })
        .Produces<Page<SigningKeysView>>()
        .WithSummary("Signing keys of the consortium's people, or of one person");
}
