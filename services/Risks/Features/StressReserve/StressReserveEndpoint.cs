using System.Text;
using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Risks.Features;

internal static class StressReserveEndpoint
{
    private const int Trials = 10_000;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/reserve/stress", Handle)
        .Produces<MethodResult>()
        .WithSummary("What-if: many years of the risk register against the reserve (method risk.stress); nothing is written")
        .WithDescription(
            "format=json (the whole result with its inputs: `rules eval risk.stress` gives the same bytes), svg, csv or html (plot and table). "
            + "The same seed over the same register gives the same bytes.");

    private static async Task<IResult> Handle(
        string agreement, int? seed, int? trials, string? funding, string? format, HttpRequest request, Reads reads, TimeProvider time, CancellationToken ct)
    {
        if (format is not (null or "json" or "svg" or "csv" or "html")) return Problem.From(Problems.UnknownValue("format", format, ["json", "svg", "csv", "html"]));
        await using var session = await reads.OpenAsync(ct);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if ((await EventReader.InForceAsync(session.Documents, agreement, today, ct))?.Document is not { } document)
            return Problem.From(new RiskAgreementNotActive(agreement, today) { Field = "agreement" });
        var paidIn = Money.Zero(document.Currency);
        if (funding is not null && Money.Read(funding, document.Currency, out var malformed) is var read)
        {
            if (read is null) return Problem.From(malformed!.At("funding"));
            paidIn = read;
        }

        var statement = await ReserveReader.StatementAsync(session.Documents, agreement, new DateOnly(today.Year, 1, 1), today.AddYears(100), ct);
        var register = await session.Documents.Query<RegisteredRisk>().Where(risk => risk.AgreementId == agreement).ToListAsync(ct);
        var evaluation = RiskStress.Method.Evaluate(StressOfRegister.Inputs(document, statement?.Closing, paidIn, register, seed ?? 1, trials ?? Trials));
        if (evaluation.Result is not { } result) return Problem.From(evaluation.Rejection!);

        var figures = result.FiguresAs<StressFigures>();
        var language = CallerLanguage.IsChinese(request) ? Language.Zh : Language.En;
        return format switch
        {
            "svg" => Results.Bytes(Encoding.UTF8.GetBytes(StressPlot.Svg(figures, language)), "image/svg+xml; charset=utf-8"),
            "csv" => Results.Bytes(Encoding.UTF8.GetBytes(StressPlot.Csv(figures, language)), "text/csv; charset=utf-8"),
            "html" => Results.Bytes(Encoding.UTF8.GetBytes(StressPlot.Html(figures, language)), "text/html; charset=utf-8"),
            _ => Results.Ok(result),
        };
    }
}
