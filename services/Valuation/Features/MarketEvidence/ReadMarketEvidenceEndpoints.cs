using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Marten.Linq.MatchesSql;

namespace Ledger.Valuation.Features;

/// <summary>An item of the register; <c>withdrawal</c> is absent while it may be used.</summary>
public sealed record MarketEvidenceView(Guid Id, EvidenceParticulars Item, Actor By, DateTimeOffset At, EvidenceWithdrawal? Withdrawal)
{
    internal static MarketEvidenceView Of(MarketEvidence item) => new(item.Id, item.Said!, item.By!, item.At!.Value, item.Withdrawal);
}

/// <summary>A case in which an item was used; <c>standing</c> tells whether the standing proposal rests on it.</summary>
public sealed record EvidenceUseView(Guid Appraisal, string Reference, string Party, Text Title, AppraisalState State, bool Standing)
{
    internal static EvidenceUseView Of(Appraisal appraisal, Guid item) => new(
        appraisal.Id, appraisal.Subject!.Reference, appraisal.Subject.Party, appraisal.Subject.Title, appraisal.State,
        appraisal.Proposal?.Basis?.Evidence.Any(used => used.Id == item) ?? false);
}

internal static class ReadMarketEvidenceEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/market-evidence/{id:guid}", (Guid id, Reads reads, CancellationToken ct) =>
                reads.OneAsync<MarketEvidence, MarketEvidenceView>(id, MarketEvidenceView.Of, ct))
            .Produces<MarketEvidenceView>()
            .WithSummary("One item of the evidence register, withdrawn ones too");
        routes.MapGet("/market-evidence", ListAsync)
            .Produces<Page<MarketEvidenceView>>()
            .WithSummary("The evidence register by kind, source class, source, date and text");
        routes.MapGet("/market-evidence/{id:guid}/uses", UsesAsync)
            .Produces<Page<EvidenceUseView>>()
            .WithSummary("The cases in which an item was used");
    }

    private static async Task<IResult> ListAsync([AsParameters] EvidenceQuery query, string? after, HttpContext http, Reads reads, CancellationToken ct)
    {
        if (query.Broken() is { } broken) return Problem.From(broken);
        // A cursor that is not one of ours is refused by the page itself.
        Guid? cursor = Guid.TryParseExact(after, "D", out var id) ? id : null;
        var tenant = http.User.Caller().Consortium;
        return await reads.PageAsync<MarketEvidence, MarketEvidenceView>(after, items => query.Narrow(items, tenant, cursor), MarketEvidenceView.Of, ct);
    }

    private static Task<IResult> UsesAsync(Guid id, string? after, Reads reads, CancellationToken ct) =>
        reads.PageAsync<Appraisal, EvidenceUseView>(
            after, appraisals => appraisals.Where(appraisal => appraisal.MatchesSql("d.data -> 'evidenceUsed' @> ?::jsonb", $"[\"{id}\"]")),
            appraisal => EvidenceUseView.Of(appraisal, id), ct);
}
