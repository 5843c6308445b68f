using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>What the policy of the region says about the credit of one year. No figure of it is built in.</summary>
/// <param name="Rate">Share of the base that is credited, 0 to 1: 0.30.</param>
/// <param name="Kinds">Treatment by kind of investment; what is not named cannot be entered.</param>
/// <param name="Source">Legal source of the rate and the kinds.</param>
/// <param name="Mark">How sure it is.</param>
/// <param name="Profile">Id of the region profile it was taken from, or null when somebody stated it.</param>
/// <param name="Terms">That profile's version and every value of it about the credit, each with source and mark; null likewise.</param>
public sealed record IncentiveParameters(
    Rational Rate, IReadOnlyDictionary<string, CreditTreatment> Kinds, string Source, SourceMark Mark, string? Profile = null,
    ProfileTerms? Terms = null);

/// <summary>SHA-256 (lower-case hex) of the papers that support an investment; null while one is missing.</summary>
public sealed record IncentiveEvidence(string? Contract = null, string? Invoice = null, string? Payment = null, string? Acceptance = null)
{
    /// <summary>Each paper by its name.</summary>
    public IEnumerable<(string Name, string? Sha256)> Papers() =>
        [("contract", Contract), ("invoice", Invoice), ("payment", Payment), ("acceptance", Acceptance)];
}

/// <summary>One investment of a year.</summary>
/// <param name="Reference">The enterprise's own, unique in the year.</param>
/// <param name="Kind">A kind of the policy ("training-base").</param>
/// <param name="Category">As the enterprise sees it; never more generous than the policy.</param>
/// <param name="Basis">Money spent, or an appraised value, which never enters the base.</param>
/// <param name="Invoice">Number of the invoice; for an appraised value of the appraisal.</param>
/// <param name="InvoicedOn">Date of the invoice: it decides the year.</param>
/// <param name="Amount">Above 0.</param>
/// <param name="PaidBy">The enterprise or a member of its group.</param>
/// <param name="PaidByMember">What that member paid itself.</param>
/// <param name="AgreementId">Agreement of the cooperation.</param>
/// <param name="Evidence">Papers.</param>
/// <param name="PaidOn">Day of payment; null while unpaid.</param>
/// <param name="AcceptedOn">Day of acceptance; null while not accepted.</param>
public sealed record IncentiveItem(
    string Reference, string Kind, CreditTreatment Category, CreditBasis Basis, string Invoice, DateOnly InvoicedOn, Money Amount, string PaidBy,
    Money PaidByMember, string AgreementId, IncentiveEvidence Evidence, DateOnly? PaidOn = null, DateOnly? AcceptedOn = null);

/// <summary>What was decided about an item that the tax office had to be asked about.</summary>
/// <param name="Treatment">Eligible or not.</param>
/// <param name="Reason">Why.</param>
/// <param name="Note">What the tax office answered: who, when, under which number.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="At">When.</param>
public sealed record ItemDecision(CreditTreatment Treatment, string Reason, string Note, Actor By, DateTimeOffset At);

/// <summary>Why investment left the base again.</summary>
public enum ReductionCause
{
    ShareTransfer,
    Withdrawal,
}

/// <summary>Investment taken out: a transfer of shares or a withdrawal.</summary>
/// <param name="Reference">Unique in the year.</param>
/// <param name="Cause">Which of the two.</param>
/// <param name="On">Day; not after the year it is entered in. One of a closed year goes to the open one.</param>
/// <param name="Amount">Above 0.</param>
/// <param name="Sha256">Paper that shows it.</param>
public sealed record IncentiveReduction(string Reference, ReductionCause Cause, DateOnly On, Money Amount, string Sha256);

/// <summary>Surcharges of the year before any credit.</summary>
/// <param name="Education">Education surcharge due.</param>
/// <param name="Local">Local education surcharge due.</param>
/// <param name="Split">The credit as the taxpayer divides it; null for the rule's default within what is due.</param>
public sealed record IncentiveDue(Money Education, Money Local, SurchargePair? Split = null);

/// <summary>A time on the list of enterprises in cultivation (建设培育名单).</summary>
/// <param name="From">First day.</param>
/// <param name="Sha256">The publication.</param>
/// <param name="To">Last day; null while it stands on it.</param>
public sealed record IncentiveListing(DateOnly From, string Sha256, DateOnly? To = null)
{
    public bool Holds(DateOnly day) => day >= From && (To is not { } last || day <= last);

    /// <summary>Whether any of its days lies in the year.</summary>
    public bool Touches(int year) => From.Year <= year && (To is not { } last || last.Year >= year);
}

/// <summary>A wholly owned or controlled member of the enterprise's group.</summary>
/// <param name="Member">Its id.</param>
/// <param name="From">First day of the control.</param>
/// <param name="Sha256">Paper that shows the control.</param>
/// <param name="To">Last day; null while it lasts.</param>
public sealed record IncentiveMember(string Member, DateOnly From, string Sha256, DateOnly? To = null)
{
    public bool Holds(DateOnly day) => day >= From && (To is not { } last || day <= last);
}

/// <summary>Something that stands in the way, or is still missing.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Message">What and why.</param>
/// <param name="Field">Where it stands in the answer, or null.</param>
public sealed record OpenPoint(string Code, Text Message, string? Field = null)
{
    public static OpenPoint Of(Rejection rejection) => new(rejection.Code, rejection.Message, rejection.Field);
}
