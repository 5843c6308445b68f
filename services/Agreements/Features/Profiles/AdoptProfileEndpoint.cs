using System.Text.Json;
using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Agreements.Features;

/// <param name="Authority">One of the document's authorities.</param>
/// <param name="Value">ECDSA P-256 with SHA-256 over the canonical document (RFC 8785), DER, Base64.</param>
public sealed record SignatureRequest(string Authority, string Value);

/// <param name="Document">The profile version; shape: contracts/schemas/profile.schema.json.</param>
/// <param name="Signature">Its authority's signature.</param>
public sealed record AdoptProfileRequest(JsonElement Document, SignatureRequest? Signature = null);

// No If-Match: a version is added, none is changed, and overlapping ones are refused.
internal static class AdoptProfileEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/profiles", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithSummary("Adopt a version of a region policy profile that its authority signed");

    private static async Task<IResult> Handle(
        AdoptProfileRequest body, CommandContext context, Commands commands, AuthorityKeys trusted, CancellationToken ct)
    {
        var read = ProfileDocument.Parse(body.Document);
        if (read.Rejection is { } malformed) return Problem.From(malformed with { Field = JsonPath.Within("document", malformed.Field) });

        var document = read.Value!;
        var stream = ProfileReads.Stream(context.Tenant, document.ProfileId);
        var outcome = await commands.Handle(stream, context, RegionProfile.None(stream), async (state, session) =>
        {
            var basis = await ProfileReads.BaseAsync(session, context.Tenant, document.Base, ct);
            return ProfileDecider.Decide(state, new AdoptProfile(
                document, body.Signature?.Authority, body.Signature?.Value, trusted, basis, context.By, context.At));
        }, ct);
        return outcome.ToHttp();
    }
}
