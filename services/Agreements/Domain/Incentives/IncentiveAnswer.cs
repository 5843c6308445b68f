using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>One line of the declaration form (附列资料五).</summary>
/// <param name="Line">5, 6 or 7.</param>
/// <param name="Name">What stands in it.</param>
/// <param name="Amount">The figure.</param>
public sealed record FormLine(int Line, Text Name, Money Amount);

/// <summary>Credit taken in earlier years that has to be paid back; the form has no line for it.</summary>
/// <param name="Amount">Above 0.</param>
/// <param name="Message">What to do with it.</param>
public sealed record RepaymentMemo(Money Amount, Text Message);

/// <summary>Who closed a year, and when.</summary>
public sealed record IncentiveClosed(Actor By, DateTimeOffset At);

/// <summary>One investment with the papers that support it.</summary>
/// <param name="Item">As entered.</param>
/// <param name="Treatment">As it counts: decided, else the stricter of enterprise and policy.</param>
/// <param name="Counts">Whether it is in the base.</param>
/// <param name="Decision">What was decided after asking the tax office, or null.</param>
/// <param name="Missing">Papers that are missing: contract, invoice, payment, acceptance.</param>
public sealed record SupportLine(IncentiveItem Item, CreditTreatment Treatment, bool Counts, ItemDecision? Decision, IReadOnlyList<string> Missing);

/// <summary>
/// A year of an incentive file with everything an officer needs to file it and an auditor to check it. It computes; it grants nothing.
/// </summary>
/// <param name="Enterprise">Whose.</param>
/// <param name="Year">Calendar year.</param>
/// <param name="Currency">Of every amount.</param>
/// <param name="Closed">When and by whom it was closed; null while open.</param>
/// <param name="Parameters">The policy's, with source and mark.</param>
/// <param name="Form">Lines 5 to 7; null when something stands in the way.</param>
/// <param name="Figures">Base, credit, split, carry; null likewise.</param>
/// <param name="Repayment">Credit to be paid back, outside the form; null for none.</param>
/// <param name="CarryProvisional">The carry comes from a year that is still open.</param>
/// <param name="Open">What stands in the way of figures.</param>
/// <param name="Listings">Times on the list that touch the year.</param>
/// <param name="Members">Group members controlled in the year.</param>
/// <param name="Support">Every investment with its papers.</param>
/// <param name="Reductions">Share transfers and withdrawals.</param>
/// <param name="Due">Surcharges due; null before they are stated.</param>
/// <param name="InKind">Contributions in kind effective in the year, claimed and accepted: shown apart, never in the base.</param>
/// <param name="Calculation">Rule, version, inputs, steps: enough to recompute it offline.</param>
public sealed record IncentiveAnswer(
    string Enterprise, int Year, Currency Currency, IncentiveClosed? Closed, IncentiveParameters Parameters, IReadOnlyList<FormLine>? Form,
    TaxCreditFigures? Figures, RepaymentMemo? Repayment, bool CarryProvisional, IReadOnlyList<OpenPoint> Open,
    IReadOnlyList<IncentiveListing> Listings, IReadOnlyList<IncentiveMember> Members, IReadOnlyList<SupportLine> Support,
    IReadOnlyList<IncentiveReduction> Reductions, IncentiveDue? Due, InKindTotals InKind, MethodResult? Calculation)
{
    /// <summary>The answer for a year of the file; null when it is not opened.</summary>
    public static IncentiveAnswer? Of(IncentiveFile file, int year, IReadOnlyList<Delivery> deliveries)
    {
        if (file.Year(year) is not { } found) return null;
        var claim = IncentiveClaim.Of(file, year);
        var figures = claim.Figures;
        return new IncentiveAnswer(
            file.Enterprise, year, file.Currency!, found.Closing is { } closing ? new IncentiveClosed(closing.By, closing.At) : null, found.Parameters, figures is null ? null : Lines(figures), figures,
            figures is null || figures.Repay.IsZero ? null : Memo(figures.Repay), claim.CarryProvisional, [.. claim.Open.Select(OpenPoint.Of)],
            [.. file.Listings.Where(listing => listing.Touches(year))],
            [.. file.Members.Where(member => member.From.Year <= year && (member.To ?? DateOnly.MaxValue).Year >= year)],
            [.. found.Items.Select(entered => Line(found, entered))], found.Reductions, found.Due,
            InKindTotals.Of(deliveries.Where(delivery => found.Days().Contains(delivery.EffectiveOn)), file.Currency!), claim.Result);
    }

    private static List<FormLine> Lines(TaxCreditFigures figures) =>
    [
        new(5, new("New investment of the period", "当期新增投资额"), figures.Base),
        new(6, new("Credit carried in", "上期留抵可抵免金额"), figures.CarriedIn),
        new(7, new("Carried forward", "结转下期可抵免金额"), figures.CarriedForward),
    ];

    private static RepaymentMemo Memo(Money amount) => new(amount, new(
        $"Credit of {amount} taken in earlier years has to be paid back. The form's carry stops at 0 and does not show it: ask the tax office how.",
        $"以前年度已抵免的 {amount} 须补缴。表内结转额最低为零，不反映此数：补缴办法请向税务机关确认。"));

    private static SupportLine Line(IncentiveYear year, EnteredItem entered) => new(
        entered.Item, year.TreatmentOf(entered), year.Counts(entered), entered.Decision,
        [.. entered.Item.Evidence.Papers().Where(paper => paper.Sha256 is null).Select(paper => paper.Name)]);
}
