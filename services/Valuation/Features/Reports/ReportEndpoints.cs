using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Marten;

namespace Ledger.Valuation.Features;

internal static class ReportEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "", "what counts, or else what is proposed", (found, _) => found.Current());
        Map(routes, "/proposals/{number:int}", "one proposal", (found, number) => found.Proposal(number));
        Map(routes, "/alternatives/{number:int}", "the value by another method", (found, number) => found.HasProposal ? found.Alternative(number) : null);
        Map(routes, "/values/{number:int}", "one version of the accepted value", (found, number) => found.Value(number));
    }

    private static void Map(IEndpointRouteBuilder routes, string path, string what, Func<ExplainedCase, int, ExplainedValue?> choose) => routes
        .MapGet($"/appraisals/{{id:guid}}{path}/report.{ReportAnswer.Formats}",
            async (Guid id, int? number, string format, string? lang, HttpContext http, Reads reads, ReportFonts fonts, CancellationToken ct) =>
            {
                if (ReportAnswer.LanguageOf(http, lang, out var refused) is not { } language) return Problem.From(refused!);
                await using var session = await reads.OpenAsync(ct);
                if (await Blindness.RefusesAsync(http.User.Caller(), id, session.Documents, ct) is { } blind) return Problem.From(blind);
                var found = await ExplainedCase.ReadAsync(id, session.Documents, ct);
                if (choose(found, number ?? 0) is not { } value) return path.Length == 0 || !found.HasProposal ? Problem.From(new NothingProposed()) : throw RequestRefused.NotFound();
                value = value with { Evidence = await EvidenceAsync(value, session.Documents, ct) };
                var report = new ValueReport(value, new ReportWords(language)).Write();
                return ReportAnswer.Of(report, format, $"{value.Subject.Reference}-{KebabCase.Name(value.Kind)}-{value.Number}", http, fonts);
            })
        .Produces(StatusCodes.Status200OK, null, "text/html", "application/pdf")
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithSummary($"A readable report of {what}, as a page or a PDF, in English or Chinese (lang=en|zh, else Accept-Language)");

    private static async Task<IReadOnlyDictionary<Guid, EvidenceParticulars>> EvidenceAsync(ExplainedValue value, IQuerySession reads, CancellationToken ct)
    {
        var used = ExplainedCase.EvidenceOf(value);
        var items = used.Length == 0 ? [] : await reads.LoadManyAsync<MarketEvidence>(ct, used);
        return items.Where(item => item.Said is not null).ToDictionary(item => item.Id, item => item.Said!);
    }
}
