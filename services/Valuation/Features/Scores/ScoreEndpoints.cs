using System.Globalization;
using System.Text;
using Ledger.Rules;
using Ledger.ServiceDefaults;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using Marten;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Valuation.Features;

/// <summary>Which cases are looked at, and how the answer looks.</summary>
/// <param name="From">First day of acceptance, UTC.</param>
/// <param name="To">Last day of acceptance, UTC: scores as of that day's cases.</param>
/// <param name="After">Cursor from the last page.</param>
/// <param name="Format">"json" in pages, or "csv" whole.</param>
internal sealed record ScoreQuery([FromQuery] DateOnly? From = null, [FromQuery] DateOnly? To = null, [FromQuery] string? After = null, [FromQuery] string? Format = null)
{
    public Rejection? Broken() =>
        Format is not (null or "json" or "csv") ? Problems.UnknownValue("format", Format, ["json", "csv"])
        : From is { } first && To is { } last && last < first ? Problems.DatesNotOrdered("to", first, last) : null;
}

internal static class ScoreEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Watched(routes.MapGet("/valuation-scores/market", MarketAsync), [Roles.Regulator, Roles.FinanceOfficer, Roles.Valuer])
            .Produces<ScorePage<MarketScore>>()
            .WithSummary("Values against later sales by appraiser, party, kind or region (COD, PRD, bias); a valuer reads the own score and the kinds and regions");
        Watched(routes.MapGet("/valuation-scores/claims", ClaimsAsync), Watchers)
            .Produces<ScorePage<ClaimScore>>()
            .WithSummary("Claimed against found by party, kind, month or region; secret claims are left out");
        Watched(routes.MapGet("/valuation-scores/thresholds", ThresholdsAsync), Watchers)
            .Produces<ScorePage<ThresholdScore>>()
            .WithSummary("Values just below a threshold against those just above it");
        Watched(routes.MapGet("/valuation-scores/round-numbers", RoundAsync), Watchers)
            .Produces<ScorePage<RoundScore>>()
            .WithSummary("Round claims by party and round values by valuer");
        Watched(routes.MapGet("/valuation-scores/repeated-comparables", RepeatedAsync), Watchers)
            .Produces<ScorePage<RepeatedEvidenceView>>()
            .WithSummary("Evidence that many cases rest on");
    }

    // Who values does not learn what others claim too much: he would value to it.
    private static readonly string[] Watchers = [Roles.Regulator, Roles.FinanceOfficer];

    private static RouteHandlerBuilder Watched(RouteHandlerBuilder endpoint, string[] roles) =>
        endpoint.RequireAuthorization().RequireAuthorization(policy => policy.RequireRole(roles));

    private static async Task<IResult> MarketAsync([AsParameters] ScoreQuery query, string? by, HttpContext http, Reads reads, CancellationToken ct)
    {
        var caller = http.User.Caller();
        var group = KebabCase.Find<ScoreBy>(by ?? "appraiser");
        if (query.Broken() is { } broken) return Problem.From(broken);
        if (group is not { } asked) return Problem.From(Problems.UnknownValue("by", by!, KebabCase.Names<ScoreBy>()));
        await using var session = await reads.OpenAsync(ct);
        var facts = await ScoringFacts.ReadAsync(session, query.From, query.To, ct);
        var scores = AppraiserScores.By(asked, facts.Cases, await facts.SalesAsync(session.Documents, ct));
        if (!caller.Roles.Contains(Roles.Regulator) && !caller.Roles.Contains(Roles.FinanceOfficer))
        {
            if (asked == ScoreBy.Party) throw RequestRefused.Forbidden(null);
            if (asked == ScoreBy.Appraiser) scores = [.. scores.Where(score => score.Group == caller.Actor.Person)];
        }

        return Answer(query, ScoreMeaning.Market, facts, scores, score => $"{score.Group}|{score.Currency}", http, "market-scores",
            [new("group", "分组"), new("currency", "币种"), new("cases", "案件数"), new("sales", "成交数"), new("enough", "样本足够"), new("medianRatio", "比率中位数"), new("bias", "偏差"),
                new("cod", "离散系数"), new("codAcceptable", "离散系数合格"), new("prd", "价格差异系数"), new("prdAcceptable", "价格差异系数合格"), new("trimmed", "剔除"), new("above", "高于"), new("below", "低于"), new("chance", "偶然概率")],
            score => [score.Group, score.Currency, N(score.Cases), N(score.Sales), N(score.Enough), N(score.MedianRatio), N(score.Bias), N(score.Cod), N(score.CodAcceptable), N(score.Prd), N(score.PrdAcceptable),
                N(score.Trimmed), N(score.Above), N(score.Below), N(score.Chance)]);
    }

    private static async Task<IResult> ClaimsAsync([AsParameters] ScoreQuery query, string? by, HttpContext http, Reads reads, CancellationToken ct)
    {
        if (query.Broken() is { } broken) return Problem.From(broken);
        if (KebabCase.Find<InflationBy>(by ?? "party") is not { } asked) return Problem.From(Problems.UnknownValue("by", by!, KebabCase.Names<InflationBy>()));
        await using var session = await reads.OpenAsync(ct);
        var facts = await ScoringFacts.ReadAsync(session, query.From, query.To, ct);
        var cases = asked == InflationBy.Region ? await facts.WithRegionsAsync(session.Documents, ct) : facts.Cases;
        return Answer(query, ScoreMeaning.Claims, facts, InflationWatch.Claims(asked, cases), score => $"{score.Group}|{score.Currency}", http, "claim-scores",
            [new("group", "分组"), new("currency", "币种"), new("cases", "案件数"), new("enough", "样本足够"), new("claimed", "申报合计"), new("estimated", "方法价值合计"), new("accepted", "认定合计"), new("above", "高于价值"),
                new("below", "低于价值"), new("medianRatio", "比率中位数"), new("excess", "超额"), new("chance", "偶然概率")],
            score => [score.Group, score.Currency, N(score.Cases), N(score.Enough), score.Claimed.Amount, score.Estimated.Amount, score.Accepted.Amount, N(score.Above), N(score.Below), N(score.MedianRatio), N(score.Excess), N(score.Chance)]);
    }

    private static async Task<IResult> ThresholdsAsync([AsParameters] ScoreQuery query, HttpContext http, Reads reads, CancellationToken ct)
    {
        if (query.Broken() is { } broken) return Problem.From(broken);
        await using var session = await reads.OpenAsync(ct);
        var facts = await ScoringFacts.ReadAsync(session, query.From, query.To, ct);
        var agreements = await session.Documents.Query<AdoptedAgreement>().ToListAsync(ct);
        var limits = agreements.Where(adopted => adopted.Document?.Valuation.DualApprovalAbove is not null)
            .GroupBy(adopted => (adopted.AgreementId, adopted.AgreementVersion)).ToDictionary(group => group.Key, group => group.First().Document!.Valuation.DualApprovalAbove!);
        return Answer(query, ScoreMeaning.Thresholds, facts, InflationWatch.Thresholds(facts.Cases, limits), score => $"{score.Threshold}|{score.AgreementId}|{N(score.AgreementVersion)}", http, "threshold-scores",
            [new("threshold", "门槛"), new("agreement", "协议"), new("version", "版本"), new("at", "数额"), new("below", "低于"), new("above", "高于"), new("enough", "样本足够"), new("chance", "偶然概率")],
            score => [score.Threshold, score.AgreementId, N(score.AgreementVersion), score.At?.Amount, N(score.Below), N(score.Above), N(score.Enough), N(score.Chance)]);
    }

    private static async Task<IResult> RoundAsync([AsParameters] ScoreQuery query, HttpContext http, Reads reads, CancellationToken ct)
    {
        if (query.Broken() is { } broken) return Problem.From(broken);
        await using var session = await reads.OpenAsync(ct);
        var facts = await ScoringFacts.ReadAsync(session, query.From, query.To, ct);
        return Answer(query, ScoreMeaning.RoundNumbers, facts, InflationWatch.RoundNumbers(facts.Cases), score => $"{score.Figure}|{score.Group}", http, "round-number-scores",
            [new("figure", "数额"), new("group", "分组"), new("count", "个数"), new("round", "整数"), new("enough", "样本足够"), new("share", "占比")],
            score => [score.Figure, score.Group, N(score.Count), N(score.Round), N(score.Enough), N(score.Share)]);
    }

    private static async Task<IResult> RepeatedAsync([AsParameters] ScoreQuery query, HttpContext http, Reads reads, CancellationToken ct)
    {
        if (query.Broken() is { } broken) return Problem.From(broken);
        await using var session = await reads.OpenAsync(ct);
        var facts = await ScoringFacts.ReadAsync(session, query.From, query.To, ct);
        var repeated = InflationWatch.Repeated(facts.Cases);
        var items = (await session.Documents.LoadManyAsync<MarketEvidence>(ct, [.. repeated.Select(use => use.Evidence)])).ToDictionary(item => item.Id);
        var views = repeated.Select(use => new RepeatedEvidenceView(use, items.GetValueOrDefault(use.Evidence)?.Said?.Reference, items.GetValueOrDefault(use.Evidence)?.Said?.Title)).ToList();
        return Answer(query, ScoreMeaning.Repeated, facts, views, view => view.Use.Evidence.ToString("D"), http, "repeated-comparables",
            [new("evidence", "凭证编号"), new("title", "名称"), new("cases", "案件数"), new("parties", "投入方数"), new("valuers", "评估人数"), new("share", "占比")],
            view => [view.Reference, CallerLanguage.IsChinese(http.Request) ? view.Title?.Zh : view.Title?.En, N(view.Use.Cases), N(view.Use.Parties), N(view.Use.Valuers), N(view.Use.Share)]);
    }

    // Scores are few against the cases they are made of, so a page is cut from the whole.
    private static IResult Answer<T>(
        ScoreQuery query, ScoreMeaning meaning, ScoringFacts facts, IReadOnlyList<T> scores, Func<T, string> key, HttpContext http, string name, IReadOnlyList<Text> columns,
        Func<T, IReadOnlyList<string?>> cells)
    {
        if (query.Format == "csv")
        {
            var chinese = CallerLanguage.IsChinese(http.Request);
            var text = string.Concat(scores.Select(score => CsvText.Line(cells(score))).Prepend(CsvText.Line(columns.Select(column => chinese ? column.Zh : column.En))));
            return Results.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], "text/csv; charset=utf-8", name + ".csv");
        }

        var start = 0;
        if (query.After is { } after)
        {
            while (start < scores.Count && !string.Equals(key(scores[start]), after, StringComparison.Ordinal)) start++;
            if (start++ == scores.Count) throw RequestRefused.Malformed("after", "the cursor is not one of ours");
        }

        var page = Page.Of([.. scores.Skip(start).Take(Limits.PageSize + 1)], Limits.PageSize, key);
        return Results.Ok(new ScorePage<T>(meaning, facts.Cases.Count, facts.Cut, page.Items, page.Next));
    }

    private static string N(int figure) => figure.ToString(CultureInfo.InvariantCulture);

    private static string? N(int? figure) => figure?.ToString(CultureInfo.InvariantCulture);

    private static string? N(Rational? figure) => figure?.ToString();

    private static string? N(bool? told) => told is { } yes ? yes ? "true" : "false" : null;
}

/// <summary>An item of evidence that many cases rest on, with what the register calls it.</summary>
public sealed record RepeatedEvidenceView(RepeatedEvidence Use, string? Reference, Text? Title);
