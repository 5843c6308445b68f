using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>How an appraiser is tied to an organisation.</summary>
public enum TieKind
{
    /// <summary>Owns a share of it.</summary>
    Ownership,

    /// <summary>The appraiser or his organisation has a controller in common with it, controls it or is controlled by it.</summary>
    CommonControl,

    /// <summary>Is or was employed by it.</summary>
    Employment,

    /// <summary>A relative owns, leads or decides there. The relative is not named.</summary>
    Family,

    /// <summary>A share of the appraiser's income of a period came from it.</summary>
    Income,
}

/// <summary>A declared tie between an appraiser and an organisation.</summary>
/// <param name="No">Number on the panel, from 1.</param>
/// <param name="Kind">What ties them.</param>
/// <param name="Person">The appraiser.</param>
/// <param name="Organisation">A party, or an organisation outside.</param>
/// <param name="From">First day.</param>
/// <param name="LastDay">Last day; null while it lasts.</param>
/// <param name="Share">Of the organisation owned, or of the income; above 0, at most 1; only for these two kinds.</param>
/// <param name="Evidence">SHA-256 of the paper that shows it, lower-case hex.</param>
/// <param name="Withdrawn">Declared in error: on record, and not counted.</param>
public sealed record Tie(
    int No, TieKind Kind, string Person, string Organisation, DateOnly From, DateOnly? LastDay, Rational? Share, string Evidence,
    bool Withdrawn = false)
{
    private const int LastYear = 9_000;

    /// <summary>Whether it lasted on a day of the span, or had ended no more than so many years before it.</summary>
    public bool Reaches(Period span, int yearsAfter = 0) => From <= span.To && LastReached(yearsAfter) >= span.From;

    private DateOnly LastReached(int years) => LastDay is not { } last || last.Year > LastYear ? DateOnly.MaxValue : last.AddYears(years);
}
