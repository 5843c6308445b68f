using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Until when a marked field stays secret under the agreement.</summary>
public static class SecrecyTerm
{
    /// <summary>
    /// Last day of secrecy: the agreement states years for the tier, and they begin when it ends; a later version that runs longer moves
    /// it. Null when it states none for the tier, and for personal data, whose secrecy is the law's and not the agreement's.
    /// </summary>
    /// <param name="field">The field.</param>
    /// <param name="marked">The version in force when it was marked, or null.</param>
    /// <param name="endsOn">Last day of the agreement's newest version.</param>
    public static DateOnly? Until(MarkedField field, AgreementDocument? marked, DateOnly endsOn)
    {
        Rules.Secrecy? tier = field.Tier switch
        {
            SecrecyTier.Named => Rules.Secrecy.Named,
            SecrecyTier.Sealed => Rules.Secrecy.Sealed,
            _ => null,
        };
        if (tier is null || marked?.Terms.Confidentiality.FirstOrDefault(stated => stated.Tier == tier)?.Years is not { } years) return null;
        return years > DateOnly.MaxValue.Year - endsOn.Year ? null : endsOn.AddYears(years);
    }

    /// <summary>Whether the last day of secrecy is over everywhere.</summary>
    public static bool IsOver(DateOnly? until, DateTimeOffset at) => until < RetentionPeriod.Today(at);
}
