using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>
/// Who may not value whose contribution. A tie to anybody of the contributor's group is a tie to the contributor. Sources: USPAP
/// (no bias, interests disclosed); the limits are the platform's.
/// </summary>
public static class IndependenceRules
{
    /// <summary>Years for which an employment that ended still counts.</summary>
    public const int EmploymentYears = 3;

    /// <summary>Years for which the income of a period still counts.</summary>
    public const int IncomeYears = 1;

    /// <summary>How often one appraiser may be drawn for one contributor without another between.</summary>
    public const int Running = 3;

    /// <summary>Years for which a draw counts in a loop of mutual appraisals.</summary>
    public const int LoopYears = 3;

    /// <summary>Largest share of an appraiser's income from one group.</summary>
    public static readonly Rational IncomeShare = new(15, 100);

    /// <summary>Every conflict of an appraiser with a contributor; none when he is independent.</summary>
    /// <param name="appraiser">Of the panel.</param>
    /// <param name="party">The contributor.</param>
    /// <param name="span">The days that count: the day of a draw, or from the draw to the acceptance.</param>
    /// <param name="known">What is known.</param>
    public static IReadOnlyList<Finding> Find(Appraiser appraiser, string party, Period span, KnownTies known)
    {
        var group = known.Control.GroupOf(party);
        var ties = known.Panel.Ties.Where(tie => !tie.Withdrawn && tie.Person == appraiser.Person && group.Contains(tie.Organisation)).ToList();
        var found = new List<Finding>();
        if (appraiser.Organisation == party) found.Add(OwnOrganisation(party));
        else if (group.Contains(appraiser.Organisation)) found.Add(GroupOfOrganisation(appraiser.Organisation, party));
        found.AddRange(ties.Where(tie => tie.Kind == TieKind.CommonControl && tie.Reaches(span)).Select(CommonControl));
        found.AddRange(ties.Where(tie => tie.Kind == TieKind.Ownership && tie.Reaches(span)).Select(Ownership));
        found.AddRange(ties.Where(tie => tie.Kind == TieKind.Employment && tie.Reaches(span, EmploymentYears)).Select(Employment));
        found.AddRange(ties.Where(tie => tie.Kind == TieKind.Family && tie.Reaches(span)).Select(Family));
        if (FeeDependence(ties, span, party) is { } dependent) found.Add(dependent);
        if (Repeated(appraiser, party, known.Past) is { } repeated) found.Add(repeated);
        if (MutualAppraisals.Loop(appraiser.Organisation, party, Recent(known.Past, span)) is { } loop) found.Add(loop);
        return found;
    }

    private static List<PastAssignment> Recent(IReadOnlyList<PastAssignment> past, Period span)
    {
        var since = span.From.Year > LoopYears ? span.From.AddYears(-LoopYears) : DateOnly.MinValue;
        return [.. past.Where(draw => DateOnly.FromDateTime(draw.DrawnAt.UtcDateTime) >= since)];
    }

    // The same income may be declared by both sides: of each organisation the largest counts, and those of the group add up.
    private static Finding? FeeDependence(List<Tie> ties, Period span, string party)
    {
        var shares = ties.Where(tie => tie.Kind == TieKind.Income && tie.Reaches(span, IncomeYears))
            .GroupBy(tie => tie.Organisation, (_, same) => same.Max(tie => tie.Share!.Value)).ToList();
        var sum = shares.Aggregate(Rational.Zero, (total, share) => total + share);
        return sum <= IncomeShare ? null : new Finding("independence.fee-dependence", new(
            $"{Percent(sum)}% of the income came from the group of {party}; more than {Percent(IncomeShare)}% is too much.",
            $"收入的 {Percent(sum)}% 来自 {party} 及其关联方，超过 {Percent(IncomeShare)}%。"));
    }

    private static Finding? Repeated(Appraiser appraiser, string party, IReadOnlyList<PastAssignment> past)
    {
        var last = past.Where(draw => draw.Party == party).OrderByDescending(draw => draw.DrawnAt).ThenByDescending(draw => draw.Appraisal)
            .Take(Running).ToList();
        return last.Count < Running || last.Exists(draw => draw.Person != appraiser.Person) ? null : new Finding("independence.repeated", new(
            $"The last {Running} draws for {party} all fell on this appraiser.", $"{party} 最近 {Running} 次抽取均为该评估人。"));
    }

    private static Finding OwnOrganisation(string party) => new("independence.own-organisation", new(
        $"Belongs to {party}, which brought it in.", $"属于投入方 {party}。"));

    private static Finding GroupOfOrganisation(string organisation, string party) => new("independence.common-control", new(
        $"{organisation} and {party} are of one group by the agreement.", $"按协议所载，{organisation} 与 {party} 受同一控制。"));

    private static Finding CommonControl(Tie tie) => new("independence.common-control", new(
        $"Tie {tie.No}: common control with {tie.Organisation}, {Days(tie)}.", $"第 {tie.No} 号：与 {tie.Organisation} 受同一控制，{Days(tie)}。"));

    private static Finding Ownership(Tie tie) => new("independence.ownership", new(
        $"Tie {tie.No}: owns {Percent(tie.Share!.Value)}% of {tie.Organisation}, {Days(tie)}.",
        $"第 {tie.No} 号：持有 {tie.Organisation} {Percent(tie.Share!.Value)}% 权益，{Days(tie)}。"));

    private static Finding Employment(Tie tie) => new("independence.employment", new(
        $"Tie {tie.No}: employed by {tie.Organisation}, {Days(tie)}; less than {EmploymentYears} years ago.",
        $"第 {tie.No} 号：任职于 {tie.Organisation}，{Days(tie)}，未满 {EmploymentYears} 年。"));

    private static Finding Family(Tie tie) => new("independence.family", new(
        $"Tie {tie.No}: a relative at {tie.Organisation}, {Days(tie)}.", $"第 {tie.No} 号：亲属在 {tie.Organisation}，{Days(tie)}。"));

    private static string Days(Tie tie) => tie.LastDay is { } last ? $"{tie.From:yyyy-MM-dd}/{last:yyyy-MM-dd}" : $"{tie.From:yyyy-MM-dd}/..";

    private static string Percent(Rational share) => (share * 100).ToDecimal(2, Rounding.HalfUp);
}
