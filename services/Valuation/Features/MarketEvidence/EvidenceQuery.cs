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
internal sealed record EvidenceQuery(
    [FromQuery] string? Kind = null, [FromQuery] string? SourceClass = null, [FromQuery] string? Source = null, [FromQuery] DateOnly? From = null,
    [FromQuery] DateOnly? To = null, [FromQuery] string? Text = null, [FromQuery] bool? Withdrawn = null)
{
    private const string Searched =
        "concat_ws(' ', d.data -> 'said' ->> 'reference', d.data -> 'said' -> 'title' ->> 'en', d.data -> 'said' -> 'title' ->> 'zh', "
        + "d.data -> 'said' -> 'attributes' -> 'configuration' ->> 'en', d.data -> 'said' -> 'attributes' -> 'configuration' ->> 'zh') ilike ?";

    /// <summary>Why the query cannot be answered, or null.</summary>
    public Rejection? Broken()
    {
        if (Kind is not null && KebabCase.Find<EvidenceKind>(Kind) is null) return Problems.UnknownValue("kind", Kind, KebabCase.Names<EvidenceKind>());
        if (SourceClass is not null && KebabCase.Find<EvidenceSource>(SourceClass) is null)
            return Problems.UnknownValue("sourceClass", SourceClass, KebabCase.Names<EvidenceSource>());
        if (Text is { Length: > MarketEvidenceLimits.SearchText }) return Problems.TooLong("text", MarketEvidenceLimits.SearchText);
        return From is { } first && To is { } last && last < first ? Problems.DatesNotOrdered("to", first, last) : null;
    }

    public IQueryable<MarketEvidence> Narrow(IQueryable<MarketEvidence> query)
    {
        // Enums and days are stored as text, which sorts as the days do.
        if (Kind is not null) query = query.Where(item => item.MatchesSql("d.data -> 'said' ->> 'kind' = ?", Kind));
        if (SourceClass is not null) query = query.Where(item => item.MatchesSql("d.data -> 'said' ->> 'sourceClass' = ?", SourceClass));
        if (Source is not null) query = query.Where(item => item.MatchesSql("d.data -> 'said' ->> 'source' = ?", Source));
        if (From is { } first) query = query.Where(item => item.MatchesSql("d.data -> 'said' ->> 'date' >= ?", Day(first)));
        if (To is { } last) query = query.Where(item => item.MatchesSql("d.data -> 'said' ->> 'date' <= ?", Day(last)));
        if (Text is { Length: > 0 } text) query = query.Where(item => item.MatchesSql(Searched, $"%{Literal(text)}%"));
        if (Withdrawn is { } gone) query = query.Where(item => item.MatchesSql("(d.data -> 'withdrawal' is not null) = ?", gone));
        return query;
    }

    // What a person types has no wildcards.
    private static string Literal(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
