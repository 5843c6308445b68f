using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Agreements.Features;

internal static class ReadRemindersEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/reminders", Handle)
        .Produces<IReadOnlyList<Reminder>>()
        .WithSummary("On a day (on=yyyy-MM-dd): what falls due within so many days (days=), what is overdue, whose time to cure runs; of all parties or one (party=)");

    private static async Task<IResult> Handle(DateOnly on, int days, string? party, HttpContext http, Reads reads, CancellationToken ct)
    {
        if (days is < 0 or > AgreementLimits.ReminderDays) return Problem.From(new ReminderDaysOutOfRange(days) { Field = "days" });
        await using var session = await reads.OpenAsync(ct);
        var versions = await session.Documents.Query<Agreement>().OrderBy(version => version.AgreementId)
            .Take(AgreementLimits.Versions).ToListAsync(ct);
        var deliveries = await session.Documents.Query<Delivery>().ToListAsync(ct);
        var register = await ConsortiumRegisters.FoundedAsync(session.Documents, http.User.Caller().Consortium, ct);
        var obligations = versions.GroupBy(version => version.AgreementId, StringComparer.Ordinal)
            .Select(line => AgreementStanding.InForce([.. line], on)).OfType<Agreement>()
            .SelectMany(ruling => ObligationCalendar
                .Of(ruling.Read(), [.. deliveries.Where(delivery => delivery.AgreementId == ruling.AgreementId)], on)
                .Select(obligation => new DatedObligation(ruling.AgreementId, obligation)))
            .ToList();
        return Results.Ok(Reminders.Of(obligations, register?.Defaults ?? [], on, days, party));
    }
}
