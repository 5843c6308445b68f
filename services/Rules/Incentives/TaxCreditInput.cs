using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>How a policy treats a category of investment.</summary>
[JsonConverter(typeof(KebabCaseEnum<CreditTreatment>))]
public enum CreditTreatment
{
    Eligible,
    NotEligible,

    /// <summary>Undecided: the tax office must be asked before anything is credited.</summary>
    AskTaxOffice,
}

/// <summary>What stands behind an item's amount.</summary>
[JsonConverter(typeof(KebabCaseEnum<CreditBasis>))]
public enum CreditBasis
{
    /// <summary>Money really spent, with invoice and payment.</summary>
    Spending,

    /// <summary>An appraised or accepted value of something in kind: never part of the credit base.</summary>
    AppraisedValue,
}

/// <summary>One investment.</summary>
/// <param name="Id">Unique among the items.</param>
/// <param name="Member">Enterprise of the group that invested.</param>
/// <param name="Category">A category of the policy.</param>
/// <param name="Basis">Spending or appraised value.</param>
/// <param name="Invoice">Invoice number, unique; for an appraised value the reference of the appraisal.</param>
/// <param name="InvoicedOn">Date of the invoice.</param>
/// <param name="Amount">Above 0.</param>
/// <param name="PaidByMember">Paid by the member itself.</param>
public sealed record CreditItem(string Id, string Member, string Category, CreditBasis Basis, string Invoice, DateOnly InvoicedOn, Money Amount, Money PaidByMember);

/// <summary>An enterprise whose investment may be credited.</summary>
/// <param name="Id">Enterprise.</param>
/// <param name="ListedFrom">First day on the list of enterprises in cultivation; null when it is not listed.</param>
/// <param name="ListedTo">Last day on it; null while it stands on it.</param>
/// <param name="ControlledBy">For a member of a group that is wholly owned or controlled: the listed enterprise; else null.</param>
public sealed record CreditMember(string Id, DateOnly? ListedFrom = null, DateOnly? ListedTo = null, string? ControlledBy = null);

/// <summary>Investment taken out again.</summary>
/// <param name="Id">Unique among the reductions.</param>
/// <param name="Amount">Above 0.</param>
public sealed record CreditReduction(string Id, Money Amount);

/// <summary>An amount for each of the two surcharges.</summary>
/// <param name="Education">Education surcharge.</param>
/// <param name="Local">Local education surcharge.</param>
public sealed record SurchargePair(Money Education, Money Local);

/// <summary>Inputs of <see cref="TaxCredit"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Rate">Share of the base that is credited: 0.30; 0 to 1.</param>
/// <param name="Period">The filing period.</param>
/// <param name="Categories">Treatment by category, from the policy profile.</param>
/// <param name="Members">Enterprises that invested.</param>
/// <param name="Items">Investments of the period; may be empty.</param>
/// <param name="UsedInvoices">Invoices credited in earlier periods.</param>
/// <param name="ShareTransfers">Investment given up by transfer of shares.</param>
/// <param name="Withdrawals">Investment withdrawn.</param>
/// <param name="Carried">Credit carried from the last period.</param>
/// <param name="Due">Surcharges due before the credit.</param>
/// <param name="Split">Credit as the taxpayer divides it; null for 3:2 within what is due.</param>
public sealed record TaxCreditInput(
    Currency Currency,
    Rational Rate,
    Period Period,
    IReadOnlyDictionary<string, CreditTreatment> Categories,
    IReadOnlyList<CreditMember> Members,
    IReadOnlyList<CreditItem> Items,
    IReadOnlyList<string> UsedInvoices,
    IReadOnlyList<CreditReduction> ShareTransfers,
    IReadOnlyList<CreditReduction> Withdrawals,
    Money Carried,
    SurchargePair Due,
    SurchargePair? Split);

/// <summary>An item that is no part of the base, and why.</summary>
/// <param name="Id">The item.</param>
/// <param name="Amount">Its amount.</param>
/// <param name="Code">"credit.not-eligible" or "credit.appraised-value".</param>
public sealed record ExcludedItem(string Id, Money Amount, string Code);

/// <summary>Figures of <see cref="TaxCredit"/>. Available = credit + carried forward.</summary>
/// <param name="NewInvestment">Qualifying spending of the period.</param>
/// <param name="Base">New investment less share transfers and withdrawals: line 5 of the form; may be negative.</param>
/// <param name="CarriedIn">Line 6 of the form.</param>
/// <param name="Available">Credit there is, at least 0.</param>
/// <param name="Credit">Credit used against both surcharges.</param>
/// <param name="CreditEducation">Of it, against the education surcharge.</param>
/// <param name="CreditLocal">Of it, against the local education surcharge.</param>
/// <param name="DueAfter">Surcharges still to be paid.</param>
/// <param name="CarriedForward">Line 7 of the form: never below 0.</param>
/// <param name="Repay">Credit taken earlier that a negative base makes repayable; outside the form's lines.</param>
/// <param name="Excluded">Items shown apart.</param>
public sealed record TaxCreditFigures(
    Money NewInvestment,
    Money Base,
    Money CarriedIn,
    Money Available,
    Money Credit,
    Money CreditEducation,
    Money CreditLocal,
    Money DueAfter,
    Money CarriedForward,
    Money Repay,
    IReadOnlyList<ExcludedItem> Excluded) : Figures;
