using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Contributions.Features;

/// <param name="Entries">Stretches of one month.</param>
public sealed record LogHoursRequest(IReadOnlyList<HoursEntry> Entries);

/// <param name="Day">Day of the entry.</param>
/// <param name="Start">When it began.</param>
/// <param name="Reason">Why it is struck out.</param>
public sealed record StrikeHoursRequest(DateOnly Day, TimeOnly Start, Text Reason);

/// <param name="Month">First day of the month.</param>
/// <param name="Minutes">Minutes told.</param>
/// <param name="Entries">The stretches.</param>
public sealed record MonthHours(DateOnly Month, int Minutes, IReadOnlyList<HoursEntry> Entries);

/// <summary>Hours of a contribution: what was told is at most what the limit lets count.</summary>
/// <param name="Minutes">Minutes told in all months.</param>
/// <param name="CountingMinutes">Minutes that count.</param>
/// <param name="Months">Month by month.</param>
public sealed record ContributionHours(int Minutes, int CountingMinutes, IReadOnlyList<MonthHours> Months)
{
    internal static ContributionHours Of(Contribution contribution, IEnumerable<MonthLog> logs)
    {
        var months = logs.OrderBy(log => log.Month)
            .Select(log => new MonthHours(log.Month, log.MinutesOf(contribution.Id),
                [.. log.Entries.Where(logged => logged.Contribution == contribution.Id).Select(logged => logged.Entry)]))
            .Where(month => month.Entries.Count > 0).ToList();
        var told = months.Sum(month => month.Minutes);
        var counting = contribution.Particulars?.Details switch
        {
            { Equipment.AvailableHoursPerMonth: { } hours } => months.Sum(month => Math.Min(month.Minutes, hours * 60)),
            // Two months told at once can pass the limit together; what counts cannot.
            { StaffTime.Hours: var hours } => Math.Min(told, hours * 60),
            // The limit is hidden: what went beyond it was refused when it was told.
            _ => told,
        };
        return new ContributionHours(told, counting, months);
    }
}

internal static class LogHoursEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/contributions/{id:guid}/hours", LogAsync)
            .RequireAuthorization(Roles.Contributor)
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Tell hours of use of lent equipment, or of staff, of one month")
            .WithDescription("What is told already changes nothing. Hours that meet others of the same person or machine are refused, and nothing of the request is kept.");
        routes.MapPost("/contributions/{id:guid}/hours/strike", StrikeAsync)
            .RequireAuthorization(Roles.Contributor)
            .Produces<Outcome.Receipt>()
            .WithSummary("Strike a wrong entry out");
        routes.MapGet("/contributions/{id:guid}/hours", async (Guid id, Reads reads, CancellationToken ct) =>
            {
                await using var session = await reads.OpenAsync(ct);
                var contribution = await session.Documents.LoadAsync<Contribution>(id, ct) ?? throw RequestRefused.NotFound();
                return Results.Ok(await HoursAsync(contribution, session.Documents, ct) ?? new ContributionHours(0, 0, []));
            })
            .Produces<ContributionHours>()
            .WithSummary("Hours of a contribution, month by month, and how many count");
    }

    /// <summary>Hours of a contribution, or null when its kind has none.</summary>
    internal static async Task<ContributionHours?> HoursAsync(Contribution contribution, IQuerySession reads, CancellationToken ct)
    {
        if (MonthLogDecider.NameOf(contribution) is not { } subject) return null;
        return ContributionHours.Of(contribution, await reads.Query<MonthLog>().Where(log => log.Subject == subject).ToListAsync(ct));
    }

    private static async Task<IResult> LogAsync(
        Guid id, LogHoursRequest body, CommandContext context, Commands commands, Reads reads, HiddenHours hidden, CancellationToken ct)
    {
        for (var i = 0; i < body.Entries.Count; i++)
        {
            if (body.Entries[i] is null) return Problem.From(Problems.WrongType($"entries[{i}]", "an object", "对象"));
        }

        if (body.Entries.Count == 0) return Problem.From(Problems.Empty("entries"));
        var stream = await StreamAsync(id, body.Entries[0].Day, context.Tenant, reads, ct);
        var outcome = await commands.Handle(stream, context, MonthLog.None(stream), async (state, session) =>
        {
            if (await session.LoadAsync<Contribution>(id, ct) is not { } contribution) return new ContributionUnknown();
            var told = await HoursAsync(contribution, session, ct);
            // Who may tell no hours does not make the service open anything.
            var counted = MonthLogDecider.MayTell(contribution, context.By) ? await hidden.OpenAsync(contribution, context.Tenant, context.By, ct) : new CountedHours(contribution, null);
            return MonthLogDecider.Decide(state, new LogHours(
                counted.Contribution, body.Entries, (told?.Minutes ?? 0) - state.MinutesOf(id), context.By, context.At,
                await HiddenHours.TwinAsync(counted, context.Tenant, body.Entries[0].Day, session, ct)));
        }, ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> StrikeAsync(
        Guid id, StrikeHoursRequest body, CommandContext context, Commands commands, Reads reads, CancellationToken ct)
    {
        var stream = await StreamAsync(id, body.Day, context.Tenant, reads, ct);
        var outcome = await commands.Handle(stream, context, MonthLog.None(stream), async (state, session) => MonthLogDecider.Decide(
            state, new StrikeHours(await session.LoadAsync<Contribution>(id, ct), body.Day, body.Start, body.Reason, context.By, context.At)), ct);
        return outcome.ToHttp();
    }

    private static async Task<Guid> StreamAsync(Guid id, DateOnly day, string tenant, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var contribution = await session.Documents.LoadAsync<Contribution>(id, ct) ?? throw RequestRefused.NotFound();
        return StreamOf(tenant, MonthLogDecider.NameOf(contribution) ?? id.ToString(), day);
    }

    internal static Guid StreamOf(string tenant, string subject, DateOnly day) => StreamId.For(tenant, "month-log", $"{subject}:{day:yyyy-MM}");
}
