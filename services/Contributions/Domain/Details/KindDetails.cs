using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>
/// What only one kind of contribution has to say: exactly the one group that belongs to the kind is given. Numbers are exact
/// texts ("2.5"), days are calendar days with both ends included.
/// </summary>
public sealed record KindDetails(
    CashDetails? Cash = null, EquipmentDetails? Equipment = null, SpaceDetails? Space = null, SuppliesDetails? Supplies = null,
    StaffTimeDetails? StaffTime = null, TechnologyDetails? Technology = null, TrainingContentDetails? TrainingContent = null,
    DataDetails? Data = null)
{
    /// <summary>The member of the groups that are given, as in JSON.</summary>
    public IEnumerable<string> Given() =>
        from entry in new (string Name, object? Value)[]
        {
            ("cash", Cash), ("equipment", Equipment), ("space", Space), ("supplies", Supplies), ("staffTime", StaffTime),
            ("technology", Technology), ("trainingContent", TrainingContent), ("data", Data),
        }
        where entry.Value is not null
        select entry.Name;

    /// <summary>The member of the one group that a kind has.</summary>
    public static string GroupOf(ContributionKind kind) => kind switch
    {
        ContributionKind.Cash => "cash",
        ContributionKind.DonatedEquipment or ContributionKind.LoanedEquipment => "equipment",
        ContributionKind.Space => "space",
        ContributionKind.Supplies => "supplies",
        ContributionKind.StaffTime => "staffTime",
        ContributionKind.TechnologyLicence or ContributionKind.TechnologyAssignment => "technology",
        ContributionKind.TrainingContent => "trainingContent",
        ContributionKind.Data => "data",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <param name="PaidOn">Day on which the money arrived.</param>
/// <param name="PaymentReference">The bank's reference, an identifier.</param>
public sealed record CashDetails(DateOnly PaidOn, string PaymentReference);

/// <param name="SerialNumber">The maker's number; the same number is the same thing, whatever spaces and hyphens are written.</param>
/// <param name="AgeMonths">Full months since it was made or first used.</param>
/// <param name="Condition">Share of new (成新率), above 0, at most 1.</param>
/// <param name="PublicFundedShare">Share paid from public funds, 0 to 1; what public money paid for is no contribution.</param>
/// <param name="Loan">Loaned equipment only: the days of the loan.</param>
/// <param name="AvailableHoursPerMonth">Loaned equipment only: hours per month it can be used; use beyond does not count.</param>
public sealed record EquipmentDetails(
    string SerialNumber, int AgeMonths, Rational Condition, Rational? PublicFundedShare = null, Period? Loan = null,
    int? AvailableHoursPerMonth = null);

/// <param name="SquareMetres">Area, above zero.</param>
/// <param name="Period">Days for which the space is given.</param>
public sealed record SpaceDetails(Rational SquareMetres, Period Period);

/// <param name="Quantity">How much, above zero.</param>
/// <param name="Unit">Of what, an identifier ("kg", "set").</param>
public sealed record SuppliesDetails(Rational Quantity, string Unit);

/// <param name="Person">Subject id of the person: an identifier that says nothing about who it is.</param>
/// <param name="Function">What the person does here.</param>
/// <param name="Hours">Hours claimed over the period, whole.</param>
/// <param name="SameSkill">Whether the person is normally paid for the same skill; if not, the work's own rate applies.</param>
/// <param name="Period">Days over which the hours are worked.</param>
public sealed record StaffTimeDetails(string Person, Text Function, int Hours, bool SameSkill, Period Period);

/// <param name="Scope">What may be done with it.</param>
/// <param name="Exclusivity">Who else may use it.</param>
/// <param name="Term">A licence's days; an assignment has no term.</param>
public sealed record TechnologyDetails(Text Scope, Exclusivity Exclusivity, Period? Term = null);

/// <param name="TeachingHours">Hours of teaching it holds, whole.</param>
/// <param name="Trade">The trade it teaches.</param>
public sealed record TrainingContentDetails(int TeachingHours, Text Trade);

/// <param name="Records">How many records.</param>
/// <param name="Personal">Whether persons can be recognised in it.</param>
/// <param name="LegalBasis">On what ground personal data may be shared; required for personal data.</param>
public sealed record DataDetails(long Records, bool Personal, Text? LegalBasis = null);
