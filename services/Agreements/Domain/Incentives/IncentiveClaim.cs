using System.Globalization;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>
/// The credit of one year as the published rule (incentive.tax-credit) computes it from the file. What the tax office still has to be
/// asked about goes to the rule as not eligible: it is checked like the rest and does not count.
/// </summary>
/// <param name="Year">The year.</param>
/// <param name="Result">Figures with their steps; null when something stands in the way.</param>
/// <param name="Open">What stands in the way.</param>
/// <param name="CarryProvisional">The year before is not closed: its carry can still change.</param>
public sealed record IncentiveClaim(IncentiveYear Year, MethodResult? Result, IReadOnlyList<Rejection> Open, bool CarryProvisional)
{
    private const string Counted = "eligible";
    private const string NotCounted = "not-eligible";
    private const string Undecided = "undecided";

    private static readonly SortedDictionary<string, CreditTreatment> Categories = new(StringComparer.Ordinal)
    {
        [Counted] = CreditTreatment.Eligible, [NotCounted] = CreditTreatment.NotEligible, [Undecided] = CreditTreatment.NotEligible,
    };

    /// <summary>The figures; null when something stands in the way.</summary>
    public TaxCreditFigures? Figures => Result?.FiguresAs<TaxCreditFigures>();

    /// <summary>The claims of all years, oldest first: each one's carry goes into the next.</summary>
    public static IReadOnlyList<IncentiveClaim> All(IncentiveFile file) => [.. From(file, 0)];

    /// <summary>The claim of a year of the file.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The file has no such year.</exception>
    public static IncentiveClaim Of(IncentiveFile file, int year)
    {
        var first = file.Years.Count(other => other.Year < year && other.Closing is not null);
        return From(file, first).FirstOrDefault(claim => claim.Year.Year == year)
            ?? throw new ArgumentOutOfRangeException(nameof(year), year, "The file has no such year.");
    }

    /// <summary>What the rules say against the entries of a year, whatever is due and carried; places are those of the year's lists.</summary>
    public static IReadOnlyList<Rejection> Faults(IncentiveFile file, IncentiveYear year)
    {
        var zero = Money.Zero(file.Currency!);
        var evaluation = TaxCredit.Method.Evaluate(Input(file, year, zero, new IncentiveDue(zero, zero)));
        return [.. OutsideGroup(file, year), .. evaluation.Rejections.Select(IncentiveRuleBroken.Of)];
    }

    // What a closed year left is on record; what an open one would leave is computed on the way.
    private static IEnumerable<IncentiveClaim> From(IncentiveFile file, int first)
    {
        MethodResult? before = first == 0 ? null : file.Years[first - 1].Closing!.Result;
        for (var i = first; i < file.Years.Count; i++)
        {
            var carried = i == 0 ? file.Years[i].OpeningCarry : before?.FiguresAs<TaxCreditFigures>().CarriedForward;
            var claim = Of(file, file.Years[i], carried, carryProvisional: i > 0 && file.Years[i - 1].Closing is null);
            before = claim.Result;
            yield return claim;
        }
    }

    private static IncentiveClaim Of(IncentiveFile file, IncentiveYear year, Money? carried, bool carryProvisional)
    {
        if (year.Closing is { } closing) return new IncentiveClaim(year, closing.Result, [], CarryProvisional: false);
        var open = new List<Rejection>(OutsideGroup(file, year));
        if (year.Due is null) open.Add(new IncentiveDueMissing { Field = "due" });
        if (carried is null) open.Add(new IncentiveCarryUnknown(year.Year - 1) { Field = "carried" });
        if (open.Count > 0) return new IncentiveClaim(year, null, open, carryProvisional);

        var evaluation = TaxCredit.Method.Evaluate(Input(file, year, carried!, year.Due!));
        return new IncentiveClaim(year, evaluation.Result, [.. evaluation.Rejections.Select(IncentiveRuleBroken.Of)], carryProvisional);
    }

    private static TaxCreditInput Input(IncentiveFile file, IncentiveYear year, Money carried, IncentiveDue due)
    {
        var listing = file.Listings.FirstOrDefault(listing => listing.Touches(year.Year));
        var invoices = year.Items.Select(entered => entered.Item.Invoice).ToHashSet(StringComparer.Ordinal);
        return new TaxCreditInput(
            file.Currency!, year.Parameters.Rate, year.Days(), Categories,
            [
                new CreditMember(file.Enterprise, listing?.From, listing?.To),
                .. file.Members.Select(member => member.Member).Distinct().Order(StringComparer.Ordinal)
                    .Select(member => new CreditMember(member, ControlledBy: file.Enterprise)),
            ],
            [.. year.Items.Select(entered => Line(year, entered))],
            [.. file.Years.Where(other => other.Year != year.Year).SelectMany(other => other.Items)
                .Select(entered => entered.Item.Invoice).Where(invoices.Contains).Distinct().Order(StringComparer.Ordinal)],
            Reductions(year, ReductionCause.ShareTransfer), Reductions(year, ReductionCause.Withdrawal), carried,
            new SurchargePair(due.Education, due.Local), due.Split);
    }

    private static CreditItem Line(IncentiveYear year, EnteredItem entered)
    {
        var item = entered.Item;
        var category = year.TreatmentOf(entered) switch
        {
            CreditTreatment.Eligible => Counted,
            CreditTreatment.NotEligible => NotCounted,
            _ => Undecided,
        };
        return new CreditItem(item.Reference, item.PaidBy, category, item.Basis, item.Invoice, item.InvoicedOn, item.Amount, item.PaidByMember);
    }

    private static List<CreditReduction> Reductions(IncentiveYear year, ReductionCause cause) =>
        [.. year.Reductions.Where(reduction => reduction.Cause == cause).Select(reduction => new CreditReduction(reduction.Reference, reduction.Amount))];

    // The rule knows who belongs to the group; on which days, only the file knows.
    private static IEnumerable<Rejection> OutsideGroup(IncentiveFile file, IncentiveYear year) =>
        year.Items.Select((entered, index) => (entered.Item, index))
            .Where(pair => file.Members.Any(member => member.Member == pair.Item.PaidBy)
                && !file.Members.Any(member => member.Member == pair.Item.PaidBy && member.Holds(pair.Item.InvoicedOn)))
            .Select(pair => new IncentiveMemberOutside(pair.Item.PaidBy, pair.Item.InvoicedOn)
                { Field = string.Create(CultureInfo.InvariantCulture, $"items[{pair.index}].paidBy") });
}
