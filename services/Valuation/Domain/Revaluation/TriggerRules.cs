using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>When a value falls due by the passing of time: what agreement and profile say, the stricter of the two.</summary>
public static class TriggerRules
{
    /// <summary>Every reason that holds on a day; <paramref name="unjudged"/> says which index could not be read, and why.</summary>
    public static IReadOnlyList<DueReason> ByTime(
        Appraisal state, AdoptedAgreement agreement, IReadOnlyDictionary<string, KnownIndex> series, DateOnly asOf, out Rejection? unjudged)
    {
        unjudged = null;
        if (state is not { Standing: { } standing, Subject: { } subject } || agreement.Document is not { } document) return [];
        var due = new List<DueReason>();
        if (Validity(subject.Kind, document, agreement.Profile) is { } months && asOf > standing.ValidFrom.AddMonths(months))
        {
            due.Add(new DueReason(RevaluationTrigger.ValidityOver, standing.ValidFrom.AddMonths(months).AddDays(1), $"revaluation.validity:{months}", new(
                $"The value of {standing.ValidFrom:yyyy-MM-dd} is valid for {months} months.", $"{standing.ValidFrom:yyyy-MM-dd}的价值有效{months}个月。")));
        }

        if (IndexLimit(document, agreement.Profile) is { } limit)
        {
            foreach (var id in Watched(subject.Kind, document, standing))
            {
                if (!series.TryGetValue(id, out var known)) continue;
                if (Moved(id, known, standing.ValidFrom, asOf, limit, out var unread) is { } moved) due.Add(moved);
                unjudged ??= unread;
                if (due.Exists(reason => reason.Trigger == RevaluationTrigger.IndexMoved)) break;
            }
        }

        if (subject is { Kind: ContributionKind.TechnologyLicence, AgreedUntil: { } last } && asOf > last && standing.ValidFrom <= last)
        {
            due.Add(new DueReason(RevaluationTrigger.LicenceLapse, last.AddDays(1), "revaluation.licence-lapse", new(
                $"The licence ran until {last:yyyy-MM-dd}.", $"许可期至{last:yyyy-MM-dd}止。")));
        }

        return due;
    }

    /// <summary>Series by which a value is watched: the one that the agreement names for the kind, else those it rests on.</summary>
    public static IEnumerable<string> Watched(ContributionKind kind, AgreementDocument agreement, StandingValue standing) =>
        agreement.PolicyOf(kind)?.IndexSeries is { } agreed ? [agreed] : (standing.Basis?.Indexes ?? []).Select(used => used.Series);

    /// <summary>Months for which a value of a kind is valid; null where neither says.</summary>
    public static int? Validity(ContributionKind kind, AgreementDocument agreement, EffectiveProfile? profile) =>
        Least(agreement.Valuation.Revaluation?.ValidityMonths, profile?.ValidityMonths(kind));

    /// <summary>Move of an index beyond which a value is due; null where neither says.</summary>
    public static Rational? IndexLimit(AgreementDocument agreement, EffectiveProfile? profile) =>
        Least(agreement.Valuation.Revaluation?.IndexMoveLimit, profile?.IndexMoveLimit());

    private static T? Least<T>(T? one, T? other) where T : struct, IComparable<T> =>
        one is { } a && other is { } b ? (a.CompareTo(b) <= 0 ? a : b) : one ?? other;

    // As of each publication in turn, so that the day does not depend on when somebody looked.
    private static DueReason? Moved(string id, KnownIndex known, DateOnly from, DateOnly asOf, Rational limit, out Rejection? unread)
    {
        unread = null;
        var last = known.Index.ReleaseOn(asOf);
        if (last == 0 || Measure(id, known, last, from, asOf, limit, out unread) is not { Beyond: true }) return null;
        for (var release = Math.Max(1, known.Index.ReleaseOn(from)); release <= last; release++)
        {
            if (Measure(id, known, release, from, asOf, limit, out _) is not { Beyond: true } figures) continue;
            var vintage = known.Index.Vintages[release - 1];
            return new DueReason(
                RevaluationTrigger.IndexMoved, vintage.PublishedOn > from ? vintage.PublishedOn : from, $"revaluation.index-move:{limit}",
                new($"{id} moved by {figures.Move} since {from:yyyy-MM}; the limit is {limit}.", $"{id} 自{from:yyyy-MM}以来变动{figures.Move}，限额{limit}。"),
                known.Vintages[release - 1]);
        }

        return null;
    }

    private static IndexMoveFigures? Measure(string id, KnownIndex known, int release, DateOnly from, DateOnly asOf, Rational limit, out Rejection? unread)
    {
        unread = null;
        var series = known.Index.KnownAfter(release);
        // Nothing is read past the last final month; where that is the value's own month or earlier, nothing has moved yet.
        var final = series.Months.Where(point => !point.Flagged).Select(point => point.Month).DefaultIfEmpty("").Max(StringComparer.Ordinal)!;
        if (final.Length == 0) return null;
        var to = DateOnly.ParseExact(final + "-01", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        if (to > asOf) to = asOf;
        if (to <= from) return null;
        var evaluation = IndexMove.Method.Evaluate(new IndexMoveInput(id, [series], from, to, limit));
        unread = evaluation.Rejection;
        return evaluation.Result?.FiguresAs<IndexMoveFigures>();
    }
}
