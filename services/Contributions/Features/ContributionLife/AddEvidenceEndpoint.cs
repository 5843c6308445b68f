using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Contributions.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Contributions.Features;

/// <param name="Evidence">Further pieces; each file is uploaded first.</param>
/// <param name="Reason">Why; required once the contribution is verified.</param>
public sealed record AddEvidenceRequest(IReadOnlyList<EvidenceItem> Evidence, Text? Reason = null);

internal static class AddEvidenceEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/contributions/{id:guid}/evidence", Handle)
        .RequireAuthorization(Roles.Contributor)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary("Add evidence to a contribution");

    private static async Task<IResult> Handle(
        Guid id, AddEvidenceRequest body, CommandContext context, Commands commands, IEvidenceStore store, CancellationToken ct)
    {
        for (var i = 0; i < body.Evidence.Count; i++)
        {
            if (body.Evidence[i] is null) return Problem.From(Problems.WrongType($"evidence[{i}]", "an object", "对象"));
        }

        var files = await RegisterContributionEndpoint.FilesAsync(store, context.Tenant, body.Evidence, ct);
        var outcome = await commands.Handle(
            id, context, Contribution.None(id),
            async (state, reads) => LifeDecider.Decide(state, new AddEvidence(
                body.Evidence, body.Reason, files, context.By, context.At,
                (await Agreements.OfAsync(reads, ct)).RetentionOf(state))),
            ct);
        return outcome.ToHttp();
    }
}
