using System.Globalization;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Contributions.Features;

internal static class ReadContributionsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/contributions/{id:guid}", OneAsync)
            .Produces<ContributionDetails>()
            .WithSummary("One contribution with its evidence, what is missing, its hours, its life, claimed and accepted value");
        routes.MapGet("/contributions", ListAsync)
            .Produces<Page<ContributionSummary>>()
            .WithSummary("Register of the consortium by party, kind, state and date, as of any valid day and recorded time; limit asks for fewer on a page");
        routes.MapGet("/contributions/totals", TotalsAsync)
            .Produces<IReadOnlyList<PartyTotals>>()
            .WithSummary("Claimed, accepted and pending per party, as of any valid day and recorded time");
        routes.MapGet("/contributions/parties/{party}", PartyAsync)
            .Produces<PartyPage>()
            .WithSummary("A party's own page: everything it brought in, by kind and state");
    }

    private static async Task<IResult> OneAsync(Guid id, HttpContext http, Reads reads, SecretReader secrets, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var state = await session.Documents.LoadAsync<Contribution>(id, ct) ?? throw RequestRefused.NotFound();
        // A draft, or one that was withdrawn before it was registered, is its party's own affair.
        if (state.Particulars is null && state.Draft?.Party != http.User.Caller().Actor.Organisation) throw RequestRefused.NotFound();
        var stream = await session.Documents.Events.FetchStreamStateAsync(id, ct) ?? throw RequestRefused.NotFound();
        var agreements = await Agreements.OfAsync(session.Documents, ct);
        var agreement = agreements.InForce(state);
        var caller = http.User.Caller();
        http.Response.Headers.ETag = $"\"{stream.Version}\"";
        return Results.Ok(ContributionDetails.Of(
            state, MissingEvidence.Of(state, agreement, agreements.ProfileOf(state)), await LogHoursEndpoints.HoursAsync(state, session.Documents, ct),
            [.. EvidenceUse.Of(state, agreements.RetentionOf(state)).Select(cited => EvidenceRetention.Of(cited.Sha256, cited.Use))],
            await secrets.ShowAsync(state.Said()!, id, session.Documents, caller, ct), caller.Hides(state)));
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] RegisterQuery query, string? after, int? limit, HttpContext http, Reads reads, CancellationToken ct)
    {
        const int Most = ServiceDefaults.Limits.PageSize;
        if (query.Broken() is { } broken) return Problem.From(broken);
        var size = limit ?? Most;
        if (size is < 1 or > Most) return Problem.From(Problems.OutOfRange("limit", size.ToString(CultureInfo.InvariantCulture), "1", Most.ToString(CultureInfo.InvariantCulture)));
        Guid? cursor = after is null ? null
            : Guid.TryParseExact(after, "D", out var id) ? id : throw RequestRefused.Malformed("after", "the cursor is not one of ours");
        await using var session = await reads.OpenAsync(ct);
        var found = new List<Contribution>();
        await foreach (var contribution in query.RunAsync(session.Documents, http.User.Caller().Actor.Organisation, cursor, ct, size))
        {
            found.Add(contribution);
            if (found.Count > size) break;
        }

        var page = Page.Of(found, size, contribution => contribution.Id.ToString());
        var agreements = await Agreements.OfAsync(session.Documents, ct);
        var caller = http.User.Caller();
        return Results.Ok(new Page<ContributionSummary>(
            [.. page.Items.Select(item => ContributionSummary.Of(item, MissingEvidence.Of(item, agreements.InForce(item), agreements.ProfileOf(item)), caller.Hides(item)))], page.Next));
    }

    private static async Task<IResult> TotalsAsync([AsParameters] RegisterQuery query, HttpContext http, Reads reads, CancellationToken ct)
    {
        if (query.Broken() is { } broken) return Problem.From(broken);
        await using var session = await reads.OpenAsync(ct);
        return Results.Ok((await TallyAsync(query, http.User.Caller(), session.Documents, ct)).Totals);
    }

    private static async Task<IResult> PartyAsync(
        string party, DateOnly? effectiveOn, DateTimeOffset? recordedAt, HttpContext http, Reads reads, CancellationToken ct)
    {
        var query = new RegisterQuery(Party: party, EffectiveOn: effectiveOn, RecordedAt: recordedAt);
        await using var session = await reads.OpenAsync(ct);
        var tally = await TallyAsync(query, http.User.Caller(), session.Documents, ct);
        return Results.Ok(new PartyPage(party, tally.Totals, tally.Counts));
    }

    /// <summary>What the query shows, added up.</summary>
    internal static async Task<Tally> TallyAsync(RegisterQuery query, Caller caller, IQuerySession reads, CancellationToken ct)
    {
        var tally = new Tally();
        await foreach (var contribution in query.RunAsync(reads, caller.Actor.Organisation, null, ct))
        {
            if (contribution.Particulars is not null) tally.Add(contribution, caller.Hides(contribution));
        }

        return tally;
    }
}
