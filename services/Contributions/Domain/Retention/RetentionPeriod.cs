using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>How long one piece of evidence of one contribution is kept.</summary>
/// <param name="Class">The class that rules: of all that apply, the one with the most years.</param>
/// <param name="Years">Its years.</param>
/// <param name="From">First day that counts: 1 January after the year in which the contribution last took a step.</param>
/// <param name="Until">Last day on which it is kept.</param>
public sealed record RetentionPeriod(string Class, int Years, DateOnly From, DateOnly Until)
{
    // Classes that hold for all evidence, when the agreement has them: papers behind the ledger are its vouchers.
    private static readonly string[] General = ["voucher", "ledger"];

    // A day has ended everywhere once it has ended where the calendar is last, 12 hours behind UTC.
    private static readonly TimeSpan LatestZone = TimeSpan.FromHours(12);

    /// <summary>The agreement's classes that apply: the stated one, one that is called as the kind, <c>voucher</c> and <c>ledger</c>.</summary>
    /// <param name="kind">Kind of the contribution.</param>
    /// <param name="stated">What the evidence says of itself. It can lengthen the period, never shorten it.</param>
    /// <param name="agreed">Class to years, of the agreement.</param>
    public static IReadOnlyList<string> ClassesOf(ContributionKind kind, string? stated, IReadOnlyDictionary<string, int> agreed)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        IEnumerable<string> candidates = stated is null ? [KebabCase.Name(kind), .. General] : [stated, KebabCase.Name(kind), .. General];
        return [.. candidates.Distinct(StringComparer.Ordinal).Where(agreed.ContainsKey)];
    }

    /// <summary>
    /// The period; null when no class applies, which keeps the evidence for ever. Years count from the first day after the
    /// calendar year (China: Measures for accounting archives 2015, article 14) of the last step, or of the paper when it is younger.
    /// </summary>
    /// <param name="contribution">A contribution that was drafted or registered.</param>
    /// <param name="item">The piece; null for the receiver's photograph.</param>
    /// <param name="agreed">Class to years, of the agreement.</param>
    public static RetentionPeriod? Of(Contribution contribution, EvidenceItem? item, IReadOnlyDictionary<string, int> agreed)
    {
        ArgumentNullException.ThrowIfNull(contribution);
        ArgumentNullException.ThrowIfNull(agreed);
        var said = (contribution.Particulars ?? contribution.Draft)!;
        var ruling = ClassesOf(said.Kind, item?.RetentionClass, agreed).OrderByDescending(name => agreed[name]).FirstOrDefault();
        if (ruling is null) return null;
        var last = contribution.Steps.SelectMany(step => new[] { step.On, RegistrationRules.Today(step.At) })
            .Append(said.EffectiveOn).Append(item?.IssuedOn ?? said.EffectiveOn).Max();
        var from = new DateOnly(last.Year, 1, 1).AddYears(1);
        return new RetentionPeriod(ruling, agreed[ruling], from, from.AddYears(agreed[ruling]).AddDays(-1));
    }

    /// <summary>The day on which a period must lie behind: the earliest that it is anywhere.</summary>
    public static DateOnly Today(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime - LatestZone);
}
