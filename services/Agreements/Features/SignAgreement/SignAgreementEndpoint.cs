using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Agreements.Features;

/// <param name="DocumentHash">SHA-256 of the canonical document that the signer has read.</param>
/// <param name="PreviewHash">Hash of the effects that the signer has read; only of a retroactive change.</param>
public sealed record SignAgreementRequest(string DocumentHash, string? PreviewHash = null);

// No If-Match: signatures of several parties do not exclude each other, and the document hash binds what is signed.
internal static class SignAgreementEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/agreements/{id:guid}/signatures", Handle)
        .RequireAuthorization(Roles.Signatory)
        .WithSummary("Sign for the own organisation");

    private static async Task<IResult> Handle(
        Guid id, SignAgreementRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(id, context, Agreement.None(id), async (state, session) =>
        {
            var around = await AgreementVersions.AroundAsync(session, context.Tenant, state, ct);
            return AgreementDecider.Decide(state, new Domain.SignAgreement(body.DocumentHash, around, context.By, context.At, body.PreviewHash));
        }, ct);
        return outcome.ToHttp();
    }
}
