using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Contributions.Features;

/// <summary>Totals as they stood on one day.</summary>
/// <param name="On">The day.</param>
/// <param name="Totals">Per party and currency.</param>
public sealed record TotalsOn(DateOnly On, IReadOnlyList<PartyTotals> Totals);

/// <summary>How claimed, accepted and pending totals came about: at the end of every month, by valid day or by recorded time.</summary>
internal static class TotalsHistoryEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/contributions/totals/history", Handle)
        .Produces<IReadOnlyList<TotalsOn>>()
        .WithSummary("Claimed, accepted and pending per party at the end of every month from a day to another")
        .WithDescription("by=effective (the default) asks what held on the day, by=recorded what was known at its end (UTC).");

    /// <summary>The last days of the months from one day to another, and the last day itself.</summary>
    internal static IReadOnlyList<DateOnly> MonthEnds(DateOnly from, DateOnly to)
    {
        var ends = new List<DateOnly>();
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to && ends.Count <= ContributionLimits.HistoryPoints; month = month.AddMonths(1))
        {
            var end = month.AddMonths(1).AddDays(-1);
            ends.Add(end < to ? end : to);
        }

        return ends;
    }

    private static async Task<IResult> Handle(
        DateOnly from, DateOnly to, string? party, string? by, HttpContext http, Reads reads, CancellationToken ct)
    {
        if (to < from) return Problem.From(Problems.DatesNotOrdered("to", from, to));
        if (by is not (null or "effective" or "recorded")) return Problem.From(Problems.UnknownValue("by", by, ["effective", "recorded"]));
        if (to.Year == DateOnly.MaxValue.Year) return Problem.From(Problems.OutOfRange("to", $"{to:yyyy-MM-dd}", "0001-01-01", "9998-12-31"));
        var days = MonthEnds(from, to);
        if (days.Count > ContributionLimits.HistoryPoints) return Problem.From(Problems.TooMany("to", ContributionLimits.HistoryPoints));

        var tallies = days.Select(day => (Day: day, Tally: new Tally())).ToList();
        await using var session = await reads.OpenAsync(ct);
        var caller = http.User.Caller();
        await foreach (var contribution in new RegisterQuery(Party: party).RunAsync(session.Documents, caller.Actor.Organisation, null, ct))
        {
            foreach (var (day, tally) in tallies)
            {
                var then = by == "recorded"
                    ? contribution.AsOf(null, new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).AddTicks(-TimeSpan.TicksPerMicrosecond))
                    : contribution.AsOf(day, null);
                if (then is not null) tally.Add(then, caller.Hides(then));
            }
        }

        return Results.Ok(tallies.ConvertAll(entry => new TotalsOn(entry.Day, entry.Tally.Totals)));
    }
}
