using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>An investment with what was decided about it.</summary>
public sealed record EnteredItem(IncentiveItem Item, ItemDecision? Decision = null);

/// <summary>The closing of a year.</summary>
/// <param name="Result">What the rule said that day; a later version of the rule changes nothing in it.</param>
/// <param name="By">Who closed it.</param>
/// <param name="At">When.</param>
public sealed record IncentiveClosing(MethodResult Result, Actor By, DateTimeOffset At);

/// <summary>One calendar year of the file.</summary>
public sealed record IncentiveYear(
    int Year, IncentiveParameters Parameters, Money OpeningCarry, IReadOnlyList<EnteredItem> Items,
    IReadOnlyList<IncentiveReduction> Reductions, IncentiveDue? Due = null, IncentiveClosing? Closing = null)
{
    /// <summary>First to last day.</summary>
    public Period Days() => new(new DateOnly(Year, 1, 1), new DateOnly(Year, 12, 31));

    /// <summary>What was decided, else the stricter of the enterprise's view and the policy's.</summary>
    public CreditTreatment TreatmentOf(EnteredItem entered) =>
        entered.Decision?.Treatment ?? Stricter(entered.Item.Category, Parameters.Kinds[entered.Item.Kind]);

    /// <summary>Money spent on something that counts.</summary>
    public bool Counts(EnteredItem entered) =>
        entered.Item.Basis == CreditBasis.Spending && TreatmentOf(entered) == CreditTreatment.Eligible;

    /// <summary>What counts least: not eligible, then undecided, then eligible.</summary>
    public static CreditTreatment Stricter(CreditTreatment one, CreditTreatment other) =>
        one == CreditTreatment.NotEligible || other == CreditTreatment.NotEligible ? CreditTreatment.NotEligible
        : one == CreditTreatment.AskTaxOffice ? one : other;
}

/// <summary>
/// The incentive file (抵免台账) of one enterprise, all its years in one stream: an invoice cannot be claimed in two years, and the
/// carry of a year is what the year before left. Appraised values of contributions are no part of it.
/// </summary>
public sealed record IncentiveFile
{
    public Guid Id { get; init; }

    public string Enterprise { get; init; } = "";

    /// <summary>Of every amount; null before the first year was opened.</summary>
    public Currency? Currency { get; init; }

    public IReadOnlyList<IncentiveListing> Listings { get; init; } = [];

    public IReadOnlyList<IncentiveMember> Members { get; init; } = [];

    /// <summary>Without gaps, oldest first; the closed ones come first.</summary>
    public IReadOnlyList<IncentiveYear> Years { get; init; } = [];

    public static IncentiveFile None(Guid id) => new() { Id = id };

    /// <summary>The year, or null when it is not opened.</summary>
    public IncentiveYear? Year(int year) => Years.FirstOrDefault(other => other.Year == year);

    /// <summary>Last day of the last closed year, or null.</summary>
    public DateOnly? ClosedUntil() => Years.LastOrDefault(year => year.Closing is not null)?.Days().To;

    internal IncentiveFile With(int year, Func<IncentiveYear, IncentiveYear> change) =>
        this with { Years = [.. Years.Select(other => other.Year == year ? change(other) : other)] };
}
