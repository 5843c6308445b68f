using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Contributions.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Contributions.Features;

internal static class RegisterContributionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/contributions", Handle)
        .RequireAuthorization(Roles.Contributor)
        .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
        .WithSummary("Register what the own organisation brought in")
        .WithDescription("With marks (secrecy) the answer also holds the digests of the hidden fields.");

    private static async Task<IResult> Handle(
        RegisterContributionRequest body, CommandContext context, Commands commands, IEvidenceStore evidence, AssetClaims claims,
        SecretIntake intake, Reads read, CancellationToken ct)
    {
        var particulars = body.For(context.By.Organisation, out var malformed);
        if (particulars is null) return Problem.From(malformed!);

        var stream = StreamId.For(context.Tenant, "contribution", particulars.Reference);
        var (secrets, refused) = await intake.PrepareAsync(new SaidAtRegistration(particulars), body.Secrecy, stream, context, read, ct);
        if (refused is not null) return Problem.From(refused);
        var files = await FilesAsync(evidence, context.Tenant, particulars.Evidence, ct);
        var outcome = await commands.Handle(
            stream, secrets.Context("register"), Contribution.None(stream),
            async (state, reads) =>
            {
                var secrecy = await secrets.SecrecyAsync(state.Said(), ct);
                var (command, keys) = await claims.LookAsync(
                    new RegisterContribution(particulars, await InForceAsync(reads, particulars, ct), files, context.By, context.At, Secrecy: secrecy),
                    context.Tenant, stream, reads, ct);
                var decision = ContributionDecider.Decide(state, command).AndStart(keys);
                if (decision.Facts.Count > 0) claims.Enter(AssetKey.Of(particulars), context.Tenant, stream, reads);
                return await secrets.KeepWithAsync(decision, reads, ct);
            },
            ct);
        return await secrets.AnswerAsync(outcome, read, ct);
    }

    internal static async Task<IReadOnlyDictionary<string, EvidenceFile>> FilesAsync(
        IEvidenceStore store, string tenant, IReadOnlyList<EvidenceItem> items, CancellationToken ct)
    {
        var files = new Dictionary<string, EvidenceFile>(StringComparer.Ordinal);
        // What goes past the limit is refused by the decision; the store is not asked for it.
        foreach (var item in items.Take(ContributionLimits.EvidenceItems))
        {
            if (await store.FindAsync(tenant, item.Sha256, ct) is { } file) files[item.Sha256] = file;
        }

        return files;
    }

    private static async Task<AdoptedAgreement?> InForceAsync(IQuerySession reads, Particulars particulars, CancellationToken ct) =>
        AdoptedAgreement.InForce(
            await reads.Query<AdoptedAgreement>().Where(agreement => agreement.AgreementId == particulars.AgreementId).ToListAsync(ct),
            particulars.EffectiveOn);
}
