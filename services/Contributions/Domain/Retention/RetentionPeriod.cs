using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>How long one piece of evidence of one contribution is kept.</summary>
/// <param name="Class">The class that rules: of all that apply, the one with the most years.</param>
/// <param name="Years">Its years.</param>
/// <param name="From">First day that counts: 1 January after the year in which the contribution last took a step.</param>
/// <param name="Until">Last day on which it is kept.</param>
public sealed record RetentionPeriod(string Class, int Years, DateOnly From, DateOnly Until)
{
    // Classes that hold for all evidence, when there are such: papers behind the ledger are its vouchers.
    private static readonly string[] General = ["voucher", "accounting-voucher", "ledger"];

    // A day has ended everywhere once it has ended where the calendar is last, 12 hours behind UTC.
    private static readonly TimeSpan LatestZone = TimeSpan.FromHours(12);

    /// <summary>The classes that apply: the stated one, one that is called as the kind, <c>voucher</c>, <c>accounting-voucher</c> and <c>ledger</c>.</summary>
    /// <param name="kind">Kind of the contribution, or of another record, kebab-case.</param>
    /// <param name="stated">What the evidence says of itself. It can lengthen the period, never shorten it.</param>
    /// <param name="classes">Of the agreement and its profile.</param>
    public static IReadOnlyList<string> ClassesOf(string kind, string? stated, RetentionClasses classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        IEnumerable<string> candidates = stated is null ? [kind, .. General] : [stated, kind, .. General];
        return [.. candidates.Distinct(StringComparer.Ordinal).Where(classes.Contains)];
    }

    /// <summary>The last day that counts for one piece of a contribution: of its last step, or of the paper when that is younger.</summary>
    /// <param name="contribution">A contribution that was drafted or registered.</param>
    /// <param name="item">The piece; null for the receiver's photograph.</param>
    public static DateOnly LastDay(Contribution contribution, EvidenceItem? item)
    {
        ArgumentNullException.ThrowIfNull(contribution);
        var said = (contribution.Particulars ?? contribution.Draft)!;
        return contribution.Steps.SelectMany(step => new[] { step.On, RegistrationRules.Today(step.At) })
            .Append(said.EffectiveOn).Append(item?.IssuedOn ?? said.EffectiveOn).Max();
    }

    /// <summary>
    /// The period. Years count from the first day after the calendar year (China: Measures for accounting archives 2015, article 14)
    /// of the last day that counts.
    /// </summary>
    public static RetentionPeriod After(DateOnly last, string ruling, int years)
    {
        var from = new DateOnly(last.Year, 1, 1).AddYears(1);
        return new RetentionPeriod(ruling, years, from, from.AddYears(years).AddDays(-1));
    }

    /// <summary>The day on which a period must lie behind: the earliest that it is anywhere.</summary>
    public static DateOnly Today(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime - LatestZone);
}
