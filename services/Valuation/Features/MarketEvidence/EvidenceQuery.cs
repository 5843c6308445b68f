using System.Globalization;
using Ledger.Rules;
using Ledger.Valuation.Domain;
using Marten.Linq.MatchesSql;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Valuation.Features;

/// <summary>Which items of the register are meant.</summary>
/// <param name="Kind">Kind, kebab-case.</param>
/// <param name="SourceClass">Source class, kebab-case.</param>
/// <param name="Source">Who published or issued it.</param>
/// <param name="From">First day of the price.</param>
/// <param name="To">Last day of the price.</param>
/// <param name="Text">Part of the reference, the title or the configuration, in either language; case does not matter.</param>
/// <param name="Withdrawn">Only withdrawn items, or only those that are not; both when absent.</param>
/// <param name="Currency">Currency of the price, ISO 4217.</param>
/// <param name="Named">An organisation that the item names: its source, or who traded.</param>
/// <param name="UsableOn">Only items that are not expired on this day.</param>
/// <param name="ExpiresBy">Only items whose last day is this one or an earlier one.</param>
internal sealed record EvidenceQuery(
    [FromQuery] string? Kind = null, [FromQuery] string? SourceClass = null, [FromQuery] string? Source = null, [FromQuery] DateOnly? From = null,
    [FromQuery] DateOnly? To = null, [FromQuery] string? Text = null, [FromQuery] bool? Withdrawn = null,
    [FromQuery] string? Currency = null, [FromQuery] string? Named = null, [FromQuery] DateOnly? UsableOn = null, [FromQuery] DateOnly? ExpiresBy = null)
{
    /// <summary>Why the query cannot be answered, or null.</summary>
    public Rejection? Broken()
    {
        if (Kind is not null && KebabCase.Find<EvidenceKind>(Kind) is null) return Problems.UnknownValue("kind", Kind, KebabCase.Names<EvidenceKind>());
        if (SourceClass is not null && KebabCase.Find<EvidenceSource>(SourceClass) is null)
            return Problems.UnknownValue("sourceClass", SourceClass, KebabCase.Names<EvidenceSource>());
        if (Text is { Length: > MarketEvidenceLimits.SearchText }) return Problems.TooLong("text", MarketEvidenceLimits.SearchText);
        return From is { } first && To is { } last && last < first ? Problems.DatesNotOrdered("to", first, last) : null;
    }

    /// <summary>Narrows by the columns made for it (Integration/Revaluation/evidence-register.sql): within JSON no index would be used.</summary>
    /// <param name="query">The items.</param>
    /// <param name="tenant">Consortium.</param>
    /// <param name="after">Cursor of the page, or null.</param>
    public IQueryable<MarketEvidence> Narrow(IQueryable<MarketEvidence> query, string tenant, Guid? after)
    {
        var conditions = Conditions().ToList();
        if (conditions.Count == 0) return query;
        var sql = "d.id in (select r.id from market_evidence_register r where r.tenant_id = ? and r.id > ?"
            + string.Concat(conditions.Select(condition => $" and {condition.Sql}")) + " order by r.id limit ?)";
        object[] values = [tenant, after ?? Guid.Empty, .. conditions.Select(condition => condition.Value), ServiceDefaults.Limits.PageSize + 1];
        return query.Where(item => item.MatchesSql(sql, values));
    }

    private IEnumerable<(string Sql, object Value)> Conditions()
    {
        if (Kind is not null) yield return ("r.kind = ?", Kind);
        if (SourceClass is not null) yield return ("r.source_class = ?", SourceClass);
        if (Source is not null) yield return ("r.source = ?", Source);
        if (From is { } first) yield return ("r.priced_on >= ?::date", Day(first));
        if (To is { } last) yield return ("r.priced_on <= ?::date", Day(last));
        if (Text is { Length: > 0 } text) yield return ("r.searched ilike ?", $"%{Literal(text)}%");
        if (Withdrawn is { } gone) yield return ("r.withdrawn = ?", gone);
        if (Currency is not null) yield return ("r.currency = ?", Currency);
        if (Named is not null) yield return ("? = any(r.named)", Named);
        if (UsableOn is { } used) yield return ("coalesce(r.expires_on, 'infinity'::date) >= ?::date", Day(used));
        if (ExpiresBy is { } expired) yield return ("r.expires_on <= ?::date", Day(expired));
    }

    // What a person types has no wildcards.
    private static string Literal(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
