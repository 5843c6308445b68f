using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Every limit of this service in one place; each has a test that goes past it.</summary>
public static class AgreementLimits
{
    /// <summary>Longest reason, ground or remark, in characters.</summary>
    public const int Reason = 500;

    /// <summary>Most parties that one consortium takes in.</summary>
    public const int Parties = RuleLimits.Parties;

    /// <summary>Most entries of the register of people, and of controlling relations, of one consortium.</summary>
    public const int Entries = 2_000;

    /// <summary>Most days that a default notice gives for cure: ten years.</summary>
    public const int CureDays = 3_660;

    /// <summary>Most versions of one agreement that are looked at.</summary>
    public const int Versions = 500;

    /// <summary>Most settled runs and allocated losses that one retroactive change touches: each is cited, and a fact cites no more than 256.</summary>
    public const int RetroactiveEffects = 200;

    /// <summary>Most days that reminders look ahead: ten years.</summary>
    public const int ReminderDays = 3_660;

    /// <summary>First year that an incentive file, a workbook or a record can be about.</summary>
    public const int FirstYear = 2000;

    /// <summary>Last such year.</summary>
    public const int LastYear = 2200;

    /// <summary>Most years of one incentive file.</summary>
    public const int IncentiveYears = 50;

    /// <summary>Most investments of one year of an incentive file; below what the rule takes (<see cref="RuleLimits.Items"/>).</summary>
    public const int IncentiveItems = 300;

    /// <summary>Most investments of all years of one incentive file, which is kept as one document.</summary>
    public const int IncentiveFileItems = 3_000;

    /// <summary>Most share transfers and withdrawals of one year.</summary>
    public const int IncentiveReductions = 100;

    /// <summary>Most kinds of investment that the parameters of a year name.</summary>
    public const int IncentiveKinds = 100;

    /// <summary>Most times on the list of one enterprise.</summary>
    public const int IncentiveListings = 20;

    /// <summary>Most times of control in one enterprise's group.</summary>
    public const int IncentiveMembers = 100;

    /// <summary>Most statements of the certification policy of one consortium.</summary>
    public const int CertificationPolicies = 100;

    /// <summary>Most conditions of a certification policy, and most requirements of one condition.</summary>
    public const int CertificationConditions = 50;

    /// <summary>Longest time that a certification policy states, and that a tracker looks ahead, in months: twenty years.</summary>
    public const int CertificationMonths = 240;

    /// <summary>Most records of one enterprise's tracker, struck ones included.</summary>
    public const int CertificationRecords = 1_000;

    /// <summary>Most cancellations, and most published plans, of one enterprise.</summary>
    public const int CertificationCancellations = 20;

    /// <summary>Most people, specialties or other units of one record.</summary>
    public const int CertificationCount = 1_000_000;

    /// <summary>Most papers of one record.</summary>
    public const int Papers = 20;

    /// <summary>Most evidence links of one workbook.</summary>
    public const int IndicatorLinks = 5_000;

    /// <summary>Most versions of one region policy profile.</summary>
    public const int ProfileVersions = 100;

    /// <summary>Most profiles laid over one another: nation, province, city, park.</summary>
    public const int ProfileLayers = 4;

    /// <summary>Longest signature of an authority, in characters of Base64.</summary>
    public const int ProfileSignature = 200;

    /// <summary>Most fields of supply or demand in one entry of the alignment register.</summary>
    public const int AlignmentFields = 200;

    /// <summary>Most periods in the alignment register of one region.</summary>
    public const int AlignmentPeriods = 500;
}
