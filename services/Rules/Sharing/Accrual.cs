using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>What a party's contribution is for a preferred return or a return of contribution.</summary>
[JsonConverter(typeof(KebabCaseEnum<ContributionBasis>))]
public enum ContributionBasis
{
    /// <summary>Accepted value, less what earlier distributions returned of it.</summary>
    AcceptedValue,

    /// <summary>Dated contributions less dated repayments: each counts from its own day.</summary>
    DatedContributions,
}

/// <summary>Whether an unpaid return earns a return itself.</summary>
[JsonConverter(typeof(KebabCaseEnum<AccrualMethod>))]
public enum AccrualMethod
{
    /// <summary>amount x rate x years; arrears earn nothing.</summary>
    Simple,

    /// <summary>amount x ((1 + rate)^years - 1); arrears earn like the contribution.</summary>
    Compound,
}

/// <summary>How a preferred return accrues.</summary>
/// <param name="Method">Simple or compound.</param>
/// <param name="DayCount">How days become years.</param>
/// <param name="Basis">What the return is earned on.</param>
public sealed record Accrual(AccrualMethod Method, DayCount DayCount, ContributionBasis Basis);
