using System.Globalization;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Integration;

namespace Ledger.Valuation.Features;

/// <summary>A month: <c>value</c> is that of its last version, absent while it was not valued; <c>booked</c> sums what belongs to it: its own first value, and the differences of corrections that fell into it.</summary>
public sealed record MonthView(DateOnly Month, int Minutes, Money? Value, Money? Booked, IReadOnlyList<MonthVersion> Versions);

/// <summary>
/// A contribution by the month. <c>total</c> sums the values of the months and equals what is booked; <c>totalMinutes</c> are those that
/// count.
/// </summary>
public sealed record MonthlyValuesView(Guid Contribution, Guid Appraisal, IReadOnlyList<MonthView> Months, Money? Total, int TotalMinutes)
{
    internal static MonthlyValuesView Of(UseAccount account)
    {
        var versions = account.Months.SelectMany(month => month.Versions).ToList();
        var currency = versions.FirstOrDefault()?.Value.Currency;
        var booked = versions.GroupBy(version => version.BookedIn).ToDictionary(group => group.Key, group => Money.Sum(group.Select(version => version.Difference), currency!));
        var latest = account.Months.Where(month => month.Versions.Count > 0).Select(month => month.Versions[^1]).ToList();
        // A correction can fall into a month that has no hours itself.
        var months = account.Months.Concat(booked.Keys.Where(month => account.Months.All(other => other.Month != month)).Select(month => new UseMonth(month, 0, [])));
        return new MonthlyValuesView(
            account.Contribution, WhenContributionVerified.StreamOf(account.Contribution),
            [.. months.OrderBy(month => month.Month).Select(month => new MonthView(
                month.Month, month.Minutes, month.Versions.Count == 0 ? null : month.Versions[^1].Value, booked.GetValueOrDefault(month.Month), month.Versions))],
            currency is null ? null : Money.Sum(latest.Select(version => version.Value), currency), latest.Sum(version => version.Counted));
    }
}

internal static class MonthlyValueEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/monthly-values", (string? after, Reads reads, CancellationToken ct) =>
                reads.PageAsync<UseAccount, MonthlyValuesView>(after, accounts => accounts, MonthlyValuesView.Of, ct))
            .Produces<Page<MonthlyValuesView>>()
            .WithSummary("Lent equipment and staff time month by month");
        routes.MapGet("/monthly-values/{contribution:guid}", (Guid contribution, Reads reads, CancellationToken ct) =>
                reads.OneAsync<UseAccount, MonthlyValuesView>(WhenHoursRecorded.StreamOf(contribution), MonthlyValuesView.Of, ct))
            .Produces<MonthlyValuesView>()
            .WithSummary("One contribution month by month, with corrections");
        routes.MapGet("/monthly-values/{contribution:guid}/{month}/versions/{number:int}/snapshot", SnapshotAsync)
            .Produces<ValuationSnapshot>()
            .WithSummary("The frozen inputs and result of a month's value as canonical JSON; month as 2025-03");
        routes.MapPost("/monthly-values/closing", CloseAsync)
            .RequireAuthorization().RequireAuthorization(policy => policy.RequireRole(Roles.Valuer, Roles.Administrator))
            .Produces<MonthsResult>()
            .WithSummary("Value the months that are over as of a day; what the service does by itself once a day")
            .WithDescription("Done twice it changes nothing. A month whose hours were corrected since gets a further version; its difference belongs to the month of that day.");
    }

    private static async Task<IResult> CloseAsync(SweepRequest body, CommandContext context, MonthlySweep sweep, CancellationToken ct)
    {
        var day = body.AsOf ?? DateOnly.FromDateTime(context.At.UtcDateTime);
        return day > EvidenceRules.Today(context.At)
            ? Problem.From(new RevaluationInFuture(day) { Field = "asOf" })
            : Results.Ok(await sweep.RunAsync(context.Tenant, context.By, context.IdempotencyKey, day, context.At, ct));
    }

    private static async Task<IResult> SnapshotAsync(Guid contribution, string month, int number, HttpContext http, Reads reads, CancellationToken ct)
    {
        if (!DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
            return Problem.From(Problems.NotADate("month", month));
        await using var session = await reads.OpenAsync(ct);
        var recorded = await session.Documents.Events.FetchStreamAsync(WhenHoursRecorded.StreamOf(contribution), token: ct);
        var fact = recorded.Select(one => one.Data).OfType<UseMonthValued>().FirstOrDefault(one => one.Month == first && one.Version == number);
        if (fact?.Result is not { } result) throw RequestRefused.NotFound();
        var appraisal = await session.Documents.LoadAsync<Appraisal>(fact.Appraisal, ct);
        if (appraisal is not { Subject: { } subject, Proposal: { } proposal }) throw RequestRefused.NotFound();
        if (await Blindness.RefusesAsync(http.User.Caller(), appraisal.Id, session.Documents, ct) is { } blind) return Problem.From(blind);
        return SnapshotEndpoints.Export(new ValuationSnapshot(
            ValuationSnapshot.FormatName, appraisal.Id, fact.Version, ProposalHash.Of(appraisal.Id, result, fact.Value), subject.Source,
            new SnapshotAgreement(subject.AgreementId, proposal.AgreementVersion, proposal.Agreement), fact.Value, result), http);
    }
}
