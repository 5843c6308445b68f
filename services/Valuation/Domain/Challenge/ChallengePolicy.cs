using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>What holds for challenges where the agreement says nothing. Source: domain reference 2.4.</summary>
public static class ChallengePolicy
{
    /// <summary>Working days, Monday to Friday, from the day of notice on in which a value can be objected to.</summary>
    public const int WindowWorkingDays = 10;

    /// <summary>Days for a new appraisal.</summary>
    public const int ReappraisalDays = 30;

    /// <summary>Working days for an appeal to whoever decides finally, and for the panel's vote.</summary>
    public const int AppealWorkingDays = 10;

    /// <summary>The responsibility of the agreement that states quorum and majority of the panel.</summary>
    public const string Responsibility = "value-challenge";

    /// <summary>Who objected pays where the value moves by less than this share.</summary>
    public static readonly Rational CostThreshold = new(10, 100);

    /// <summary>Least share of the panel that must vote, and of the votes that carries a value.</summary>
    public static readonly Rational Half = new(1, 2);
}
