using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Risks.Features;

internal static class ReserveStatementEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/reserve/statement", Read)
        .Produces<ReserveStatement>()
        .WithSummary("The reserve of an agreement from opening to closing, with its target and what is committed");

    private static async Task<IResult> Read(string agreement, DateOnly? from, DateOnly? to, Reads reads, TimeProvider time, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var (first, last) = (from ?? new DateOnly((to ?? today).Year, 1, 1), to ?? new DateOnly(today.Year, 12, 31));
        if (last < first) return Problem.From(Problems.DatesNotOrdered("to", first, last));
        await using var session = await reads.OpenAsync(ct);
        if (await ReserveReader.StatementAsync(session.Documents, agreement, first, last, ct) is not { } statement)
            return Problem.From(new RiskAgreementNotActive(agreement, last) { Field = "agreement" });
        return statement.Lines.Count + statement.Committed.Count > RiskLimits.StatementLines
            ? Problem.From(Problems.TooMany("from", RiskLimits.StatementLines))
            : Results.Ok(statement);
    }
}
