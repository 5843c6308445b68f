using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Agreements.Features;

/// <param name="On">As of which day.</param>
/// <param name="Months">How many months to look ahead; 12 unless told.</param>
internal sealed record StandingQuery([FromQuery] DateOnly On, [FromQuery] int? Months = null);

internal static class ReadCertificationEndpoints
{
    private const int LookAhead = 12;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/certification/policy", (HttpContext http, Reads reads, CancellationToken ct) =>
                reads.OneAsync<CertificationPolicy>(CertificationEndpoints.PolicyStream(http.User.Caller().Consortium), ct))
            .Produces<CertificationPolicy>()
            .WithSummary("What the region asks for certification, over time, with sources and marks");
        routes.MapGet("/certification/enterprises/{enterprise}",
                (string enterprise, [AsParameters] StandingQuery query, HttpContext http, Reads reads, CancellationToken ct) =>
                    AnswerAsync(enterprise, query, http, reads, Results.Ok, ct))
            .Produces<CertificationStanding>()
            .WithSummary("Where an enterprise stands on a day (on=yyyy-MM-dd): each condition met, missing, leaving within months; obstacles; alerts")
            .WithDescription("Accepted values count only when the receiver verified the contribution and a value was accepted; claims stand beside them.");
        routes.MapGet("/certification/enterprises/{enterprise}/export", Export)
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .WithSummary("The standing as a file: format=csv (part=conditions, entries, totals or alerts; headers=en or zh) or format=json")
            .WithDescription("Cells that a spreadsheet would run as a formula begin with an apostrophe.");
    }

    private static Task<IResult> Export(
        string enterprise, string? part, [AsParameters] StandingQuery query, [AsParameters] ExportQuery export, HttpContext http, Reads reads,
        CancellationToken ct)
    {
        if (export.Broken() is { } broken) return Task.FromResult(Problem.From(broken));
        if (CertificationTables.Find(part ?? "conditions") is not { } table)
            return Task.FromResult(Problem.From(Problems.UnknownValue("part", part!, CertificationTables.Parts)));
        return AnswerAsync(
            enterprise, query, http, reads,
            standing => export.Answer($"certification-{enterprise}-{query.On:yyyy-MM-dd}-{part ?? "conditions"}", standing, table(standing)), ct);
    }

    private static async Task<IResult> AnswerAsync(
        string enterprise, StandingQuery query, HttpContext http, Reads reads, Func<CertificationStanding, IResult> show, CancellationToken ct)
    {
        var tenant = EnterpriseFiles.Reader(http, enterprise).Consortium;
        var months = query.Months ?? LookAhead;
        if (months is < 0 or > AgreementLimits.CertificationMonths)
            return Problem.From(new CertificationNumberOutOfRange(0, AgreementLimits.CertificationMonths) { Field = "months" });

        await using var session = await reads.OpenAsync(ct);
        var documents = session.Documents;
        var policies = await documents.LoadAsync<CertificationPolicy>(CertificationEndpoints.PolicyStream(tenant), ct);
        if (policies?.On(query.On) is not { } policy) return Problem.From(new CertificationPolicyMissing(query.On));
        var stream = EnterpriseFiles.Certification(tenant, enterprise);
        var file = await documents.LoadAsync<CertificationFile>(stream, ct);
        var listings = (await documents.LoadAsync<IncentiveFile>(EnterpriseFiles.Incentives(tenant, enterprise), ct))?.Listings ?? [];
        var deliveries = await EnterpriseFiles.DeliveriesAsync(documents, enterprise, ct);
        if (file is null && listings.Count == 0 && deliveries.Count == 0) throw RequestRefused.NotFound();
        var version = file is null ? 0 : (await documents.Events.FetchStreamStateAsync(stream, ct))?.Version ?? 0;
        http.Response.Headers.ETag = ETags.Of(version);
        var known = new KnownEnterprise(enterprise, file ?? CertificationFile.None(stream), listings, deliveries);
        return EnterpriseFiles.Exactly(() => show(CertificationTracker.Of(known, policy, query.On, months)));
    }
}
