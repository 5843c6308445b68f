using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Where a version stands on a day.</summary>
public enum Standing
{
    Draft,
    Proposed,
    Withdrawn,

    /// <summary>Signed by every party; its first day is still to come.</summary>
    Signed,

    /// <summary>It rules on this day.</summary>
    InForce,

    /// <summary>A later version rules in its place.</summary>
    Superseded,

    /// <summary>Its term is over.</summary>
    Ended,
}

/// <summary>A version on a day: computed from the signed versions and the day asked for, so no clock has to tick.</summary>
/// <param name="On">The day.</param>
/// <param name="Standing">Where the version stands.</param>
/// <param name="Rules">The days it rules, cut where a later version takes over; null when it never does.</param>
/// <param name="SupersededBy">The version that takes over, or null.</param>
public sealed record AgreementStanding(DateOnly On, Standing Standing, Period? Rules, int? SupersededBy)
{
    /// <summary>The standing of a version among the versions of its agreement.</summary>
    public static AgreementStanding Of(Agreement agreement, IReadOnlyList<Agreement> versions, DateOnly day)
    {
        var standing = agreement.Stage switch
        {
            AgreementStage.Draft => Standing.Draft,
            AgreementStage.Proposed => Standing.Proposed,
            AgreementStage.Withdrawn => Standing.Withdrawn,
            _ => (Standing?)null,
        };
        if (standing is { } unsigned) return new AgreementStanding(day, unsigned, null, null);

        var successor = SuccessorOf(agreement, versions);
        var term = agreement.Read().Effective;
        var taken = successor is not null && day >= successor.Read().Effective.From;
        standing = day < term.From ? Standing.Signed : taken ? Standing.Superseded : day > term.To ? Standing.Ended : Standing.InForce;
        return new AgreementStanding(day, standing.Value, RulingPeriod(agreement, versions), successor?.AgreementVersion);
    }

    /// <summary>The active version that replaces this one, or null.</summary>
    public static Agreement? SuccessorOf(Agreement agreement, IEnumerable<Agreement> versions) => versions.FirstOrDefault(other =>
        other.Stage == AgreementStage.Active && other.AgreementVersion != agreement.AgreementVersion
        && other.Read().Terms.Supersedes == agreement.AgreementVersion);

    /// <summary>The days an active version rules: its term, up to the day before its successor's first.</summary>
    public static Period? RulingPeriod(Agreement agreement, IEnumerable<Agreement> versions)
    {
        var term = agreement.Read().Effective;
        if (SuccessorOf(agreement, versions)?.Read().Effective.From is not { } next || next > term.To) return term;
        return next <= term.From ? null : term with { To = next.AddDays(-1) };
    }

    /// <summary>The version that rules on a day, or null.</summary>
    public static Agreement? InForce(IReadOnlyList<Agreement> versions, DateOnly day) =>
        versions.FirstOrDefault(version => Of(version, versions, day).Standing == Standing.InForce);
}
