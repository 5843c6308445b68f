using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Agreements.Features;

/// <summary>The policy comes from administrators, records from the enterprise, cancellations from finance officers.</summary>
internal static class CertificationEndpoints
{
    public static Guid PolicyStream(string tenant) => StreamId.For(tenant, "certification-policy", "policy");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/certification/policy", async (StatedCertificationPolicy body, CommandContext context, Commands commands, CancellationToken ct) =>
            {
                var stream = PolicyStream(context.Tenant);
                var command = new StateCertificationPolicy(body, context.By, context.At);
                var outcome = await commands.Handle(
                    stream, context, CertificationPolicy.None(stream), state => CertificationPolicyDecider.Decide(state, command), ct);
                return outcome.ToHttp();
            })
            .RequireAuthorization(Roles.Administrator)
            .WithSummary("State what the region asks for certification, from a day on, with sources and marks");

        var enterprise = routes.MapGroup("/certification/enterprises/{enterprise}");
        enterprise.MapPost("/records", (string enterprise, CertificationRecord body, CommandContext context, Commands commands, CancellationToken ct) =>
                EnterpriseFiles.Handle(enterprise, context, commands, state => CertificationDecider.Decide(
                    state, new EnterCertificationRecord(enterprise, body, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Contributor)
            .WithSummary("Record interns, specialties, shared rights, pilots with evidence; people are counted, never named");
        enterprise.MapPost("/records/{reference}/removal", (string enterprise, string reference, WithReasonRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                EnterpriseFiles.Handle(enterprise, context, commands, state => CertificationDecider.Decide(
                    state, new StrikeCertificationRecord(enterprise, reference, body.Reason, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Contributor)
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("Take a record out");
        enterprise.MapPost("/plan", (string enterprise, PublishedPlan body, CommandContext context, Commands commands, CancellationToken ct) =>
                EnterpriseFiles.Handle(enterprise, context, commands, state => CertificationDecider.Decide(
                    state, new PublishCertificationPlan(enterprise, body, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Contributor)
            .WithSummary("Record that the plan was made public");
        enterprise.MapPost("/cancellations", (string enterprise, CertificationCancellation body, CommandContext context, Commands commands, CancellationToken ct) =>
                EnterpriseFiles.Handle(enterprise, context, commands, state => CertificationDecider.Decide(
                    state, new CancelCertification(enterprise, body, context.By, context.At)), ct))
            .RequireAuthorization(Roles.FinanceOfficer)
            .WithSummary("Record an authority's cancellation and its ground; the bar runs from its day");
        enterprise.MapPost("/cancellations/{reference}/removal", (string enterprise, string reference, WithReasonRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                EnterpriseFiles.Handle(enterprise, context, commands, state => CertificationDecider.Decide(
                    state, new StrikeCertificationCancellation(enterprise, reference, body.Reason, context.By, context.At)), ct))
            .RequireAuthorization(Roles.FinanceOfficer)
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("Take a cancellation back; nobody does it for his own organisation");
    }
}
